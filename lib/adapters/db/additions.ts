import { ok, refuse } from "#lib/core/outcome.ts";
import type { Addition, ReferenceAddition } from "#lib/core/proposal/index.ts";
import type { Additions } from "#lib/features/ports/index.ts";
import type { Prisma, Addition as Row } from "#prisma/generated/client.ts";
import type { Database } from "./client.ts";
import { toCoAuthor, withNames } from "./co-authors.ts";

/** The states in which a proposal is its author's. */
export const editable = ["draft", "changes-requested"];
/** Those after which nothing will be published from it any more. */
const over = ["published", "rejected", "withdrawn"];

export function toAddition({ kind, path, sha256, mediaType, size, key, text, entry }: Row): Addition {
  return kind === "image"
    ? { kind, path, sha256, mediaType: mediaType ?? "", size: size ?? 0 }
    : {
        kind: "reference",
        path,
        sha256,
        key: key ?? "",
        text: text ?? "",
        entry: entry as unknown as ReferenceAddition["entry"],
      };
}

/** What proposals bring along besides text. */
export function createAdditions(db: Database): Additions {
  return {
    async add(proposalId, id, addition, bytes) {
      return db.$transaction(async (tx) => {
        // Holds the row, so that a proposal is not sent while something is added to it.
        const open = await tx.$queryRaw<{ state: string }[]>`
          SELECT state FROM proposal WHERE id = ${proposalId} FOR UPDATE`;
        if (!open[0] || !editable.includes(open[0].state)) {
          return refuse(
            "proposal.wrong-state",
            "This proposal is with the editor now, so nothing can be added.",
          );
        }
        const inPlace = await tx.addition.count({
          where: {
            proposalId,
            path: { equals: addition.path, mode: "insensitive" },
            ...(addition.kind === "reference" ? { key: addition.key } : {}),
          },
        });
        if (inPlace > 0)
          return refuse(
            "draft.stale",
            "Something of this name was added at the same time. Please try again.",
          );
        if (addition.kind === "image" && bytes) {
          const { sha256, mediaType } = addition;
          await tx.upload.createMany({
            data: { sha256, mediaType, bytes: new Uint8Array(bytes) },
            skipDuplicates: true,
          });
        }
        const { entry, ...rest } = addition.kind === "reference" ? addition : { ...addition, entry: null };
        await tx.addition.create({
          data: { ...rest, id, proposalId, ...(entry ? { entry: entry as Prisma.InputJsonValue } : {}) },
        });
        return ok(true);
      });
    },
    async bytes({ sha256 }) {
      return (await db.upload.findUnique({ where: { sha256 }, select: { bytes: true } }))?.bytes ?? null;
    },
    async holders(sha256) {
      const rows = await db.addition.findMany({
        where: { sha256, kind: "image" },
        select: {
          mediaType: true,
          proposal: { select: { authorId: true, state: true, authors: withNames } },
        },
      });
      return rows.map(({ mediaType, proposal }) => ({
        authorId: proposal.authorId,
        coAuthors: proposal.authors.map(toCoAuthor),
        draft: proposal.state === "draft",
        mediaType: mediaType ?? "",
      }));
    },
    async resting(before) {
      const rows = await db.proposal.findMany({
        where: {
          state: { in: editable },
          updatedAt: { lt: before },
          additions: { some: { at: { lt: before } } },
        },
        select: {
          id: true,
          files: true,
          additions: { where: { at: { lt: before } } },
          book: { select: { root: true } },
        },
        take: 200,
      });
      return rows.map(({ id, files, additions, book }) => ({
        id,
        files: files.map(({ path, base, text }) => ({ path, base, text, assistance: [] })),
        additions: additions.map(toAddition),
        bookRoot: book.root,
      }));
    },
    async remove(proposalId, additions, before) {
      await db.addition.deleteMany({
        where: {
          proposalId,
          at: { lt: before },
          proposal: { state: { in: editable }, updatedAt: { lt: before } },
          OR: additions.map(({ path, sha256 }) => ({ path, sha256 })),
        },
      });
    },
    async clear(before) {
      return db.$executeRaw`
        DELETE FROM upload WHERE created_at < ${before} AND NOT EXISTS (
          SELECT 1 FROM addition JOIN proposal ON proposal.id = addition.proposal_id
          WHERE addition.sha256 = upload.sha256
            AND (proposal.state <> ALL (${over}) OR proposal.updated_at >= ${before}))`;
    },
  };
}
