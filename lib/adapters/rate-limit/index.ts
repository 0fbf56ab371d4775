import pg from "pg";
import { RateLimiterMemory, RateLimiterPostgres } from "rate-limiter-flexible";
import { ok, refuse } from "#lib/core/outcome.ts";
import type { RateLimit } from "#lib/features/ports/index.ts";

/**
 * At most `points` per `seconds` and key, counted in PostgreSQL so that all web processes count together; in this
 * process's memory while the database is away.
 */
export function createRateLimit(
  databaseUrl: string,
  name: string,
  points: number,
  seconds: number,
): RateLimit {
  const insurance = new RateLimiterMemory({ points, duration: seconds });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  pool.on("error", () => undefined);
  const ready = new Promise<RateLimiterPostgres | RateLimiterMemory>((resolve) => {
    const limiter = new RateLimiterPostgres(
      {
        storeClient: pool,
        storeType: "pool",
        tableName: "rate_limit",
        keyPrefix: name,
        points,
        duration: seconds,
        insuranceLimiter: insurance,
        clearExpiredByTimeout: false,
      },
      (error) => resolve(error ? insurance : limiter),
    );
  });
  return {
    async spend(key) {
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
