import type { KeptComment } from "#lib/core/host/index.ts";
import type { TalkRecords } from "#lib/features/ports/index.ts";
import type { Database } from "./client.ts";

/** Comments of a proposal with their counterparts at the host. */
export function createTalkRecords(db: Database): TalkRecords {
  return {
    async list(proposalId) {
      const rows = await db.comment.findMany({
        where: { proposalId },
        orderBy: { at: "asc" },
        include: { author: { select: { name: true } } },
      });
      return rows.map(({ id, origin, hostId, body, path, at, author }) => ({
        id,
        origin: origin as KeptComment["origin"],
        hostId,
        body,
        path,
        at,
        authorName: author.name,
      }));
    },
    async change(proposalId, { add, edit, adopt, remove }) {
      await db.$transaction(async (tx) => {
        await tx.comment.createMany({
          data: add.map((comment) => ({ ...comment, proposalId, origin: "host" })),
          skipDuplicates: true,
        });
        for (const { id, body } of edit) await tx.comment.updateMany({ where: { id }, data: { body } });
        for (const { id, hostId } of adopt)
          await tx.comment.updateMany({ where: { id, hostId: null }, data: { hostId } });
        await tx.comment.deleteMany({ where: { id: { in: remove }, proposalId, origin: "host" } });
      });
    },
    async sent(id, hostId) {
      await db.comment.updateMany({ where: { id, hostId: null }, data: { hostId } });
    },
  };
}
