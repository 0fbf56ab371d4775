import { type ChildProcess, fork } from "node:child_process";

/** One job as it travels to the process that does it. */
export interface JobCall {
  number: number;
  task: string;
  payload: Record<string, unknown>;
  isLast: boolean;
}

/** What comes back: what the job says, or why it failed. */
export type JobReply = { number: number } & ({ told: unknown } | { failure: string });

/** Does jobs in a process of their own, which lives only while there is something to do. */
export interface JobProcess {
  /** What the job tells; rejects when it fails, or when its process dies. */
  run(task: string, payload: Record<string, unknown>, attempt: { isLast: boolean }): Promise<unknown>;
  /** Let the process finish what it does, and end it. */
  stop(): Promise<void>;
}

/**
 * Reading and drawing a book takes hundreds of megabytes for some seconds a day. A process that ends gives them all
 * back, and one that runs out of memory takes nothing else with it.
 * @param options.file the program, which calls `takeJobs`; `options.settings` is handed to it, by structured clone
 * @param options.idleMs milliseconds without a job after which it ends
 */
export function createJobProcess(options: { file: string; settings: unknown; idleMs: number }): JobProcess {
  let child: ChildProcess | undefined;
  let count = 0;
  let rest: NodeJS.Timeout | undefined;
  /** The jobs each process has in hand. */
  const jobsOf = new WeakMap<ChildProcess, Set<number>>();
  const waiting = new Map<number, { done: (told: unknown) => void; failed: (error: Error) => void }>();

  const begin = (): ChildProcess => {
    const begun = fork(options.file, {
      execArgv: ["--max-semi-space-size=8"],
      serialization: "advanced",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const mine = new Set<number>();
    const lost = (why: string) => {
      if (child === begun) child = undefined;
      for (const number of mine) waiting.get(number)?.failed(new Error(why));
    };
    begun.on("message", (message) => {
      const reply = message as JobReply;
      const job = waiting.get(reply.number);
      if ("told" in reply) job?.done(reply.told);
      else job?.failed(new Error(reply.failure));
    });
    begun.on("error", (error) => lost(`The process for jobs did not start: ${error.message}`));
    begun.on("exit", (code, signal) => lost(`The process for jobs ended (${signal ?? code}).`));
    begun.send({ settings: options.settings });
    jobsOf.set(begun, mine);
    return begun;
  };

  return {
    async run(task, payload, { isLast }) {
      clearTimeout(rest);
      child ??= begin();
      const mine = child;
      const number = ++count;
      jobsOf.get(mine)?.add(number);
      try {
        return await new Promise((done, failed) => {
          waiting.set(number, { done, failed });
          mine.send({ number, task, payload, isLast } satisfies JobCall, (error) => {
            if (error) failed(error);
          });
        });
      } finally {
        waiting.delete(number);
        jobsOf.get(mine)?.delete(number);
        if (waiting.size === 0) rest = setTimeout(() => void end(), options.idleMs);
      }
    },
    async stop() {
      clearTimeout(rest);
      await end();
    },
  };

  async function end(): Promise<void> {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => ending.once("exit", () => resolve()));
    // It hears of this, finishes what it does, and ends by itself.
    if (ending.connected) ending.disconnect();
    const stuck = setTimeout(() => ending.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(stuck);
  }
}
