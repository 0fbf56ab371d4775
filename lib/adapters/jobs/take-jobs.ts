import type { JobCall, JobReply } from "./job-process.ts";

/** Does one job; what it returns is told to the process that asked. A rejection means: try again later. */
export type DoJob = (task: string, payload: Record<string, unknown>, isLast: boolean) => Promise<unknown>;

/**
 * The other half of `createJobProcess`, called by the program it starts: open what jobs need, do what is asked, and end
 * when nobody is there to ask any more.
 */
export function takeJobs(
  open: (settings: unknown) => Promise<{ doJob: DoJob; close(): Promise<void> }>,
): void {
  let opened: ReturnType<typeof open> | undefined;
  const inHand = new Set<Promise<void>>();
  const answer = async (call: JobCall) => {
    const reply: JobReply = await Promise.resolve(opened)
      .then((ready) => {
        if (!ready) throw new Error("A job came before the settings.");
        return ready.doJob(call.task, call.payload, call.isLast);
      })
      .then(
        (told) => ({ number: call.number, told }),
        (error: Error) => ({ number: call.number, failure: error.stack ?? error.message }),
      );
    if (process.connected) process.send?.(reply);
  };
  process.on("message", (message: JobCall | { settings: unknown }) => {
    if ("settings" in message) {
      opened = open(message.settings);
      // Each job tells why it could not be opened.
      opened.catch(() => undefined);
      return;
    }
    const job = answer(message).finally(() => inHand.delete(job));
    inHand.add(job);
  });
  process.once("disconnect", async () => {
    await Promise.allSettled(inHand);
    await (await opened?.catch(() => null))?.close();
    process.exit(0);
  });
  // Ctrl-C and the like reach the whole group; the process that asked decides.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
}
