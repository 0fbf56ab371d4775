import type { HostWaiting } from "#lib/features/ports/index.ts";
import type { Database } from "./client.ts";

/** What a worker does with the host. */
const hostJobs = [
  "mirror-proposal",
  "take-pull-request",
  "send-comments",
  "reconcile-host",
  "finish-publication",
];

/** What waits for the book's host, for those who look after it. */
export function createHostWaiting(db: Database): HostWaiting {
  return {
    async publications(bookId) {
      const rows = await db.publication.findMany({
        where: { state: { in: ["pending", "pushed"] }, proposal: { bookId } },
        include: { proposal: { select: { number: true, title: true } } },
        orderBy: { createdAt: "asc" },
        take: 50,
      });
      return rows.map(({ id, createdAt, problem, proposal }) => ({
        id,
        ...proposal,
        since: createdAt,
        problem,
      }));
    },
    async proposals(bookId) {
      const rows = await db.pullRequest.findMany({
        where: { bookId, problem: { not: null } },
        include: { proposal: { select: { number: true, title: true } } },
        orderBy: { proposal: { number: "desc" } },
        take: 50,
      });
      return rows.map(({ problem, proposal }) => ({ ...proposal, problem: problem ?? "" }));
    },
    async putOff() {
      const [found] = await db.$queryRaw<{ jobs: number; next: Date | null }[]>`
        SELECT count(*)::int AS "jobs", min("run_at") AS "next" FROM graphile_worker.jobs
        WHERE "task_identifier" = ANY(${hostJobs}) AND "run_at" > now() AND "locked_at" IS NULL`;
      return found?.next ? { jobs: found.jobs, next: found.next } : null;
    },
    deliveries: (most) =>
      db.delivery.findMany({
        select: { id: true, event: true, action: true, receivedAt: true, handledAt: true, problem: true },
        orderBy: { receivedAt: "desc" },
        take: most,
      }),
  };
}
