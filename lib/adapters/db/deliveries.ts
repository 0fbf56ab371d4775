import type { Hint } from "#lib/core/host/index.ts";
import { ok } from "#lib/core/outcome.ts";
import type { Deliveries, HostStandings } from "#lib/features/ports/index.ts";
import type { Database } from "./client.ts";
import { storageProblem } from "./faults.ts";
import { addJob } from "./jobs.ts";

/** What the host told, kept until it was handled. */
export function createDeliveries(db: Database): Deliveries {
  return {
    async store({ id, event, action, hint }) {
      try {
        // One statement: hundreds may come in a second. All that wait are handled by one job.
        const queued = await db.$queryRaw<unknown[]>`WITH stored AS (
            INSERT INTO "delivery" ("id", "event", "action", "repository_id", "payload")
            VALUES (${id}, ${event}, ${action}, ${hint.repository?.id ?? null}::bigint, ${JSON.stringify(hint)}::jsonb)
            ON CONFLICT ("id") DO NOTHING RETURNING "id")
          SELECT (graphile_worker.add_job('take-delivery', '{}'::json, job_key := 'deliveries',
            max_attempts := 8)).id::text FROM stored`;
        return ok({ first: queued.length > 0 });
      } catch (error) {
        const problem = storageProblem(error);
        if (problem) return problem;
        throw error;
      }
    },
    async open(limit) {
      const rows = await db.delivery.findMany({
        where: { handledAt: null },
        orderBy: { receivedAt: "asc" },
        take: limit,
      });
      return rows.map((row) => ({
        id: row.id,
        event: row.event,
        action: row.action,
        hint: row.payload as Hint,
      }));
    },
    async settle(ids, duties) {
      await db.$transaction(async (tx) => {
        await tx.delivery.updateMany({
          where: { id: { in: [...ids] }, handledAt: null },
          data: { handledAt: new Date() },
        });
        for (const { name, payload, key } of duties) await addJob(tx, name, payload, key);
      });
    },
    async known(ids) {
      const rows = await db.delivery.findMany({ where: { id: { in: [...ids] } }, select: { id: true } });
      return new Set(rows.map((row) => row.id));
    },
    async clear(before) {
      const cleared = await db.delivery.deleteMany({ where: { handledAt: { lt: before } } });
      return cleared.count;
    },
  };
}

/** How the book's repository stands at the host. */
export function createHostStandings(db: Database): HostStandings {
  return {
    async find(bookId) {
      const row = await db.book.findUnique({ where: { id: bookId } });
      return (
        row && {
          branch: row.branch,
          hostId: row.hostId === null ? null : Number(row.hostId),
          problem: row.hostProblem,
          roundAt: row.hostRoundAt,
          since: row.createdAt,
        }
      );
    },
    async note(bookId, { hostId, problem, roundAt }) {
      await db.book.updateMany({
        where: { id: bookId },
        data: {
          ...(hostId === undefined ? {} : { hostId }),
          ...(problem === undefined ? {} : { hostProblem: problem }),
          ...(roundAt === undefined ? {} : { hostRoundAt: roundAt }),
        },
      });
    },
  };
}
