import type { Jobs } from "#lib/features/ports/index.ts";
import type { Database, Transaction } from "./client.ts";

/**
 * Queue a job in the transaction at hand: it exists exactly when the rest is committed. A `key` replaces a waiting
 * job of the same key. (graphile-worker's SQL interface: https://worker.graphile.org/docs/sql-add-job)
 */
export async function addJob(
  tx: Pick<Transaction, "$executeRaw">,
  name: string,
  payload: Record<string, unknown>,
  key?: string,
): Promise<void> {
  // Whatever touches the book's mirror happens one after the other.
  const queue = name === "send-mail" ? null : "book";
  await tx.$executeRaw`SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json,
    queue_name := ${queue}, job_key := ${key ?? null}, max_attempts := 8)`;
}

/** The queue, for use cases that change nothing else. */
export function createJobs(db: Database): Jobs {
  return { add: (name, payload, key) => addJob(db, name, payload, key) };
}
