import type { CoAuthors } from "#lib/features/ports/index.ts";
import { editable } from "./additions.ts";
import { announceDraft } from "./changes.ts";
import type { Database } from "./client.ts";
import { toProposal, whole } from "./proposals.ts";

/** Besides the author. */
const mostCoAuthors = 20;

/** Who writes a proposal besides its author. Every process hears of a change, and asks for rights again. */
export function createCoAuthors(db: Database): CoAuthors {
  return {
    async findByKey(shareKey) {
      const row = await db.proposal.findUnique({ where: { shareKey }, include: whole });
      return row ? toProposal(row) : null;
    },
    async setKey(id, shareKey) {
      await db.proposal.updateMany({ where: { id }, data: { shareKey } });
    },
    async join(proposalId, key, personId) {
      return db.$transaction(async (tx) => {
        const open = await tx.$queryRaw<{ state: string; author_id: string }[]>`
          SELECT state, author_id FROM proposal WHERE id = ${proposalId} AND share_key = ${key} FOR UPDATE`;
        if (!open[0] || !editable.includes(open[0].state)) return false;
        if (open[0].author_id === personId) return true;
        const active = { proposalId, personId: { not: personId }, leftAt: null };
        if ((await tx.proposalAuthor.count({ where: active })) >= mostCoAuthors) return false;
        await tx.proposalAuthor.upsert({
          where: { proposalId_personId: { proposalId, personId } },
          create: { proposalId, personId },
          update: { leftAt: null },
        });
        await announceDraft(tx, { proposal: proposalId, path: null });
        return true;
      });
    },
    async leave(proposalId, personId) {
      await db.$transaction(async (tx) => {
        await tx.proposalAuthor.updateMany({
          where: { proposalId, personId, leftAt: null },
          data: { leftAt: new Date() },
        });
        await announceDraft(tx, { proposal: proposalId, path: null });
      });
    },
  };
}
