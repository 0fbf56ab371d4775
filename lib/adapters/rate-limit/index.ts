import pg from "pg";
import { RateLimiterMemory, RateLimiterPostgres } from "rate-limiter-flexible";
import { ok, refuse } from "#lib/core/outcome.ts";
import type { Limit } from "#lib/core/policy/index.ts";
import type { RateLimit } from "#lib/features/ports/index.ts";

/**
 * A rate limit for each row of the table, counted in PostgreSQL so that all web processes count together; in this
 * process's memory while the database is away.
 */
export function createRateLimits<Name extends string>(
  databaseUrl: string,
  table: Readonly<Record<Name, Limit>>,
): Record<Name, RateLimit> & { close(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 3 });
  pool.on("error", () => undefined);
  const rows = (Object.entries(table) as [Name, Limit][]).map(([name, limit]): [Name, RateLimit] => [
    name,
    createRateLimit(pool, name, limit),
  ]);
  return { ...(Object.fromEntries(rows) as Record<Name, RateLimit>), close: () => pool.end() };
}

function createRateLimit(pool: pg.Pool, name: string, { points, seconds }: Limit): RateLimit {
  const insurance = new RateLimiterMemory({ points, duration: seconds });
  // Made when it is first needed: a start must not wait for a table that counts nothing yet.
  let ready: Promise<RateLimiterPostgres | RateLimiterMemory> | undefined;
  const open = () =>
    new Promise<RateLimiterPostgres | RateLimiterMemory>((resolve) => {
      const limiter = new RateLimiterPostgres(
        {
          storeClient: pool,
          storeType: "pool",
          tableName: "rate_limit",
          keyPrefix: name,
          points,
          duration: seconds,
          insuranceLimiter: insurance,
          // Counts that are over are deleted, and with them the last trace of an address.
          clearExpiredByTimeout: true,
        },
        (error) => {
          // Asked again at the next need: the database may be back then.
          if (error) ready = undefined;
          resolve(error ? insurance : limiter);
        },
      );
    });
  return {
    async spend(key) {
      ready ??= open();
      const limiter = await ready;
      try {
        await limiter.consume(key);
        return ok(true);
      } catch (rejected) {
        if (rejected instanceof Error) throw rejected;
        const minutes = Math.max(1, Math.ceil((rejected as { msBeforeNext: number }).msBeforeNext / 60_000));
        return refuse(
          "rate.limited",
          `That was a lot in a short time. Please wait ${minutes === 1 ? "a minute" : `${minutes} minutes`} and send it again; your words are kept.`,
        );
      }
    },
  };
}
