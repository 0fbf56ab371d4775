import type { HostWaiting } from "#lib/features/ports/index.ts";
import type { Database } from "./client.ts";

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
    deliveries: (most) =>
      db.delivery.findMany({
        select: { id: true, event: true, action: true, receivedAt: true, handledAt: true, problem: true },
        orderBy: { receivedAt: "desc" },
        take: most,
      }),
  };
}
