import pg from "pg";

/**
 * graphile-worker takes a job from a dead worker only after hours. So each worker here holds an advisory lock for as
 * long as its connection lives; jobs that are locked by a worker whose advisory lock is free are given back at once.
 */
export interface LifeSigns {
  /** Call for each worker that begins. */
  alive(workerId: string): Promise<void>;
  /** Give back what dead workers hold; returns their ids. */
  rescue(): Promise<string[]>;
  close(): Promise<void>;
}

/** First half of the advisory lock's key; the second is the hash of the worker's id. */
const lockClass = 0x6a6f62;

export async function showLifeSigns(databaseUrl: string): Promise<LifeSigns> {
  const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
  client.on("error", () => undefined);
  await client.connect();
  const own = new Set<string>();
  // One question at a time on one connection.
  let turn: Promise<unknown> = Promise.resolve();
  return {
    alive(workerId) {
      own.add(workerId);
      const locked = turn.then(() =>
        client.query("SELECT pg_advisory_lock($1, hashtext($2))", [lockClass, workerId]),
      );
      turn = locked.catch(() => undefined);
      return locked.then(() => undefined);
    },
    async rescue() {
      await turn;
      const { rows } = await client.query<{ id: string }>(
        `SELECT DISTINCT locked_by AS id FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL
         UNION SELECT DISTINCT locked_by FROM graphile_worker._private_job_queues WHERE locked_by IS NOT NULL`,
      );
      const dead: string[] = [];
      for (const { id } of rows) {
        if (own.has(id)) continue;
        const free = await client.query<{ free: boolean }>(
          "SELECT pg_try_advisory_lock($1, hashtext($2)) AS free",
          [lockClass, id],
        );
        if (!free.rows[0]?.free) continue;
        dead.push(id);
        await client.query("SELECT graphile_worker.force_unlock_workers($1)", [[id]]);
        await client.query("SELECT pg_advisory_unlock($1, hashtext($2))", [lockClass, id]);
      }
      return dead;
    },
    async close() {
      await client.end().catch(() => undefined);
    },
  };
}
