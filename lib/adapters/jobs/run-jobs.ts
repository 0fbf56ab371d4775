import { EventEmitter } from "node:events";
import { run, runMigrations, type TaskList, type WorkerEvents } from "graphile-worker";
import { showLifeSigns } from "./rescue-jobs.ts";

/** Bring the queue's own tables up to date; they live in the schema `graphile_worker`. */
export async function prepareJobs(databaseUrl: string): Promise<void> {
  await runMigrations({ connectionString: databaseUrl });
}

/** What is done for each kind of job; a rejection means: try again later, with growing pauses. */
export type JobHandlers = Record<
  string,
  (payload: Record<string, unknown>, attempt: { isLast: boolean }) => Promise<unknown>
>;

export interface RunningJobs {
  /** Queue a job that touches the book; it replaces a waiting one of the same key. */
  add(name: string, payload: Record<string, unknown>, key: string, at?: Date): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Work on the queue until `stop`. Several processes may do so: each job runs in one of them, and a job whose process
 * died is taken up again. `crontab` jobs are queued by the clock.
 */
export async function runJobs(options: {
  databaseUrl: string;
  handlers: JobHandlers;
  crontab: string;
  concurrency: number;
  onError: (job: string, error: unknown) => void;
}): Promise<RunningJobs> {
  const taskList: TaskList = Object.fromEntries(
    Object.entries(options.handlers).map(([name, handle]) => [
      name,
      async (payload, { job }) =>
        void (await handle((payload ?? {}) as Record<string, unknown>, {
          isLast: job.attempts >= job.max_attempts,
        })),
    ]),
  );
  const signs = await showLifeSigns(options.databaseUrl);
  const events: WorkerEvents = new EventEmitter();
  // Jobs are locked in the name of the pool that took them.
  events.on("pool:create", ({ workerPool }) => void signs.alive(workerPool.id));
  events.on("job:error", ({ job, error }) => options.onError(job.task_identifier, error));
  await signs.rescue();
  const again = setInterval(
    () => void signs.rescue().catch((error) => options.onError("rescue", error)),
    30_000,
  );
  const runner = await run({
    connectionString: options.databaseUrl,
    taskList,
    events,
    concurrency: options.concurrency,
    noHandleSignals: true,
    crontab: options.crontab,
    maxPoolSize: options.concurrency + 2,
  });
  return {
    async add(name, payload, key, at) {
      const when = at ? { runAt: at } : {};
      await runner.addJob(name, payload, { queueName: "book", jobKey: key, maxAttempts: 8, ...when });
    },
    async stop() {
      clearInterval(again);
      await runner.stop();
      await signs.close();
    },
  };
}
