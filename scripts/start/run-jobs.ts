import type { Environment } from "#lib/adapters/env/index.ts";

export interface RunningJobs {
  /** Finish what is being done, take nothing new. */
  stop(): Promise<void>;
}

/** Begin to take jobs from the queue of this database. */
export async function runJobs(_environment: Environment, _databaseUrl: string): Promise<RunningJobs> {
  return { stop: async () => undefined };
}
