import type { Hint } from "#lib/core/host/index.ts";
import { ok } from "#lib/core/outcome.ts";
import type { Deliveries, HostStandings } from "#lib/features/ports/index.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Database } from "./client.ts";
import { storageProblem } from "./faults.ts";
import { addJob } from "./jobs.ts";

/** What the host told, kept until it was handled. */
export function createDeliveries(db: Database): Deliveries {
  return {
    async store({ id, event, action, hint }) {
      const row = {
        id,
        event,
        action,
        repositoryId: hint.repository?.id ?? null,
        payload: hint as Prisma.InputJsonObject,
      };
      try {
        return await db.$transaction(async (tx) => {
          const { count } = await tx.delivery.createMany({ data: [row], skipDuplicates: true });
          if (count > 0) await addJob(tx, "take-delivery", { id }, `delivery:${id}`);
          return ok({ first: count > 0 });
        });
      } catch (error) {
        const problem = storageProblem(error);
        if (problem) return problem;
        throw error;
      }
    },
    async findOpen(id) {
      const row = await db.delivery.findFirst({ where: { id, handledAt: null } });
      return row && { id: row.id, event: row.event, action: row.action, hint: row.payload as Hint };
    },
    async settle(id, duties) {
      await db.$transaction(async (tx) => {
        const settled = await tx.delivery.updateMany({
          where: { id, handledAt: null },
          data: { handledAt: new Date() },
        });
        if (settled.count === 0) return;
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
