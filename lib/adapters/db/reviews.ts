import type { Decision } from "#lib/core/proposal/index.ts";
import type { Reviews } from "#lib/features/ports/index.ts";
import type { Database } from "./client.ts";
import { sendToHost } from "./host-jobs.ts";

/** What reviewers decide and say of a proposal. */
export function createReviews(db: Database): Reviews {
  const names = async (ids: (string | null)[]) => {
    const rows = await db.person.findMany({
      where: { id: { in: ids.filter((id) => id !== null) } },
      select: { id: true, name: true },
    });
    return new Map(rows.map((row) => [row.id, row.name]));
  };
  return {
    async rulings(proposalId) {
      const rows = await db.hunkDecision.findMany({ where: { proposalId } });
      const byId = await names(rows.map((row) => row.byId));
      return rows.map((row) => ({
        path: row.path,
        hunk: row.hunk,
        decision: row.decision as Decision,
        reason: row.reason,
        wording: row.wording,
        byName: byId.get(row.byId) ?? "",
        published: row.published !== null,
      }));
    },
    async rule(proposalId, { path, hunk, ...ruling }, byId) {
      const key = { proposalId, path, hunk };
      if (ruling.decision === null) {
        await db.hunkDecision.deleteMany({ where: { ...key, published: null } });
        return;
      }
      const made = {
        decision: ruling.decision,
        reason: "reason" in ruling ? ruling.reason : null,
        wording: "wording" in ruling ? ruling.wording : null,
        byId,
        at: new Date(),
      };
      const changed = await db.hunkDecision.updateMany({ where: { ...key, published: null }, data: made });
      if (changed.count === 0) {
        await db.hunkDecision.createMany({ data: [{ ...key, ...made }], skipDuplicates: true });
      }
    },
    async comments(proposalId) {
      const rows = await db.comment.findMany({
        where: { proposalId },
        orderBy: { at: "asc" },
        include: { author: { select: { name: true } } },
      });
      return rows.map(({ author, id, path, hunk, body, at }) => ({
        id,
        path,
        hunk,
        body,
        at,
        authorName: author.name,
      }));
    },
    async comment(comment) {
      await db.$transaction(async (tx) => {
        await tx.comment.create({ data: comment });
        await sendToHost(tx, comment.proposalId);
      });
    },
    async events(proposalId) {
      const rows = await db.proposalEvent.findMany({ where: { proposalId }, orderBy: { at: "asc" } });
      const byId = await names(rows.map((row) => row.actorId));
      return rows.map((row) => ({
        kind: row.kind,
        actorName: row.actorId ? (byId.get(row.actorId) ?? null) : null,
        detail: row.detail as Record<string, unknown>,
        at: row.at,
      }));
    },
  };
}
