import type { Clock, Jobs } from "./ports/index.ts";

/** After how many minutes chapters that could not be drawn are tried again: the first time, the second, the last. */
const pauses = [1, 10, 60];

/**
 * Plan another try for chapters whose drawing failed for what may have passed by then: time, memory, a crash. Any change
 * of the book begins anew. Says when it will be; null when there is nothing to try, or it was tried often enough.
 */
export async function drawAgain(
  ports: { jobs: Jobs; clock: Clock },
  bookId: string,
  /** How many chapters were not drawn, and how often they were tried again before. */
  last: { undrawn: number; tries: number },
): Promise<Date | null> {
  const minutes = pauses[last.tries];
  if (last.undrawn === 0 || minutes === undefined) return null;
  const at = new Date(ports.clock.now().getTime() + minutes * 60_000);
  const payload = { bookId, trigger: "drawing again", tries: last.tries + 1 };
  await ports.jobs.add("sync-book", payload, `draw-again:${bookId}`, at);
  return at;
}
