import type { Environment } from "#lib/adapters/env/index.ts";
import { startWorker } from "#lib/worker.ts";

export interface RunningJobs {
  /** Finish what is being done, take nothing new. */
  stop(): Promise<void>;
}

/** Begin to take jobs from the queue of this database. */
export async function runJobs(environment: Environment, databaseUrl: string): Promise<RunningJobs> {
  return startWorker({ ...environment, databaseUrl });
}
