import type { FindAnswer, FindRequest } from "./find-worker.ts";

/** An expression that takes longer than this is given up, in milliseconds. */
const longest = 1_500;

/** Run a regular expression over texts in a worker. Resolves with null when it takes too long or was `stop`ped. */
export function runExpression(request: FindRequest): { answer: Promise<FindAnswer | null>; stop(): void } {
  const worker = new Worker(new URL("./find-worker.ts", import.meta.url), { type: "module" });
  let settle: (answer: FindAnswer | null) => void = () => undefined;
  const answer = new Promise<FindAnswer | null>((resolve) => {
    settle = resolve;
  });
  const timer = setTimeout(() => stop(), longest);
  const stop = (): void => {
    clearTimeout(timer);
    worker.terminate();
    settle(null);
  };
  worker.addEventListener("message", ({ data }: MessageEvent<FindAnswer>) => {
    settle(data);
    stop();
  });
  worker.addEventListener("error", stop);
  worker.postMessage(request);
  return { answer, stop };
}
