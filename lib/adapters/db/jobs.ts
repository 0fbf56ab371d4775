import type { Jobs } from "#lib/features/ports/index.ts";
import type { Database, Transaction } from "./client.ts";

/** Jobs that only read the book, or have nothing to do with it. */
const apart: ReadonlySet<string> = new Set([
  "send-mail",
  "read-texts",
  "read-history",
  "search-book",
  "take-delivery",
]);
/** Jobs that only speak to the Git host: one after the other, but not behind a long sync. */
const atHost: ReadonlySet<string> = new Set(["send-comments", "reconcile-host"]);

/**
 * Queue a job in the transaction at hand: it exists exactly when the rest is committed. A `key` replaces a waiting
 * job of the same key. (graphile-worker's SQL interface: https://worker.graphile.org/docs/sql-add-job)
 */
export async function addJob(
  tx: Pick<Transaction, "$executeRaw">,
  name: string,
  payload: Record<string, unknown>,
  key?: string,
  at?: Date,
): Promise<void> {
  // Whatever changes the book or its mirror happens one after the other.
  const queue = apart.has(name) ? null : atHost.has(name) ? "host" : "book";
  await tx.$executeRaw`SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json,
    queue_name := ${queue}, job_key := ${key ?? null}, max_attempts := 8,
    run_at := coalesce(${at ?? null}::timestamptz, now()))`;
}

/** The queue, for use cases that change nothing else. */
export function createJobs(db: Database): Jobs {
  return { add: (name, payload, key, at) => addJob(db, name, payload, key, at) };
}
