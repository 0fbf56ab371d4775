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
  const own = new Set<string>();
  let client: pg.Client | undefined;
  // One question at a time on one connection.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const done = turn.then(async () => work(await connected()));
    turn = done.catch(() => undefined);
    return done;
  };
  const lock = (on: pg.Client, workerId: string) =>
    on.query("SELECT pg_advisory_lock($1, hashtext($2))", [lockClass, workerId]);

  /** The connection, made again after the database was away: with the old one its locks are gone. */
  async function connected(): Promise<pg.Client> {
    if (client) return client;
    const next = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    const lost = () => {
      if (client === next) client = undefined;
    };
    next.on("error", lost);
    next.on("end", lost);
    await next.connect();
    for (const workerId of own) await lock(next, workerId);
    client = next;
    return next;
  }

  await inTurn(async () => undefined);
  return {
    alive(workerId) {
      own.add(workerId);
      return inTurn(async (on) => {
        await lock(on, workerId);
      });
    },
    rescue: () =>
      inTurn(async (on) => {
        const { rows } = await on.query<{ id: string }>(
          `SELECT DISTINCT locked_by AS id FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL
           UNION SELECT DISTINCT locked_by FROM graphile_worker._private_job_queues WHERE locked_by IS NOT NULL`,
        );
        const dead: string[] = [];
        for (const { id } of rows) {
          if (own.has(id)) continue;
          const free = await on.query<{ free: boolean }>(
            "SELECT pg_try_advisory_lock($1, hashtext($2)) AS free",
            [lockClass, id],
          );
          if (!free.rows[0]?.free) continue;
          dead.push(id);
          await on.query("SELECT graphile_worker.force_unlock_workers($1)", [[id]]);
          await on.query("SELECT pg_advisory_unlock($1, hashtext($2))", [lockClass, id]);
        }
        return dead;
      }),
    async close() {
      await turn;
      await client?.end().catch(() => undefined);
    },
  };
}
