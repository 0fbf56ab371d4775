import { type ErratumState, moveErratum } from "#lib/core/erratum/index.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import type { Dismissals, Errata, ErratumEventRecord, ErratumRecord } from "#lib/features/ports/index.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { announce } from "./changes.ts";
import type { Database, Transaction } from "./client.ts";

const include = {
  chapter: { select: { slug: true, title: true, path: true } },
  proposal: { select: { id: true, number: true } },
} satisfies Prisma.ErratumInclude;

type Row = Prisma.ErratumGetPayload<{ include: typeof include }>;

function toErratum({ chapter, state, keyHash: _, cc0: __, fingerprint: ___, ...row }: Row): ErratumRecord {
  return {
    ...row,
    state: state as ErratumState,
    anchor: row.anchor as unknown as ErratumRecord["anchor"],
    chapterSlug: chapter.slug,
    chapterTitle: chapter.title,
    chapterPath: chapter.path,
  };
}

/** The page of a chapter shows how many reports are open on it. */
async function announceChapter(tx: Transaction, id: string): Promise<void> {
  const { slug, book } = await tx.chapter.findUniqueOrThrow({ where: { id }, include: { book: true } });
  await announce(tx, [`/read/${book.slug}/${slug}`]);
}

export function createErrata(db: Database): Errata {
  return {
    async file({ anchor, ...report }) {
      const data = {
        ...report,
        state: "reported",
        anchor: anchor === null ? Prisma.DbNull : (anchor as object),
      };
      const made = await db.$transaction(async (tx) => {
        const created = await tx.erratum.createMany({ data: [data], skipDuplicates: true });
        if (created.count === 0) return false;
        await tx.erratumEvent.create({
          data: {
            id: crypto.randomUUID(),
            erratumId: report.id,
            from: null,
            to: "reported",
            byName: report.reporterName ?? "A reader",
            commit: report.commit,
          },
        });
        await announceChapter(tx, report.chapterId);
        return true;
      });
      const row = await db.erratum.findUniqueOrThrow({ where: { fingerprint: report.fingerprint }, include });
      return { erratum: toErratum(row), first: made };
    },
    async find(by) {
      const row = await db.erratum.findFirst({ where: by, include });
      return row ? toErratum(row) : null;
    },
    async list({ bookId, chapterId, states, limit }) {
      const rows = await db.erratum.findMany({
        where: {
          ...(bookId ? { bookId } : {}),
          ...(chapterId ? { chapterId } : {}),
          ...(states ? { state: { in: states } } : {}),
        },
        orderBy: { number: "desc" },
        take: limit,
        include,
      });
      return rows.map(toErratum);
    },
    async events(id) {
      const rows = await db.erratumEvent.findMany({ where: { erratumId: id }, orderBy: { at: "asc" } });
      return rows as unknown as ErratumEventRecord[];
    },
    async move(id, from, { to, reason, byName, duplicateOf, proposalId, commit }) {
      const ruling = moveErratum(from, to, reason);
      if (!ruling.ok) return ruling;
      return db.$transaction(async (tx) => {
        const moved = await tx.erratum.updateMany({
          where: { id, state: from },
          data: {
            state: to,
            reason,
            ...(duplicateOf === undefined ? {} : { duplicateOf }),
            ...(proposalId === undefined ? {} : { proposalId }),
            ...(commit === undefined ? {} : { fixedCommit: commit }),
          },
        });
        if (moved.count === 0) {
          return refuse(
            "erratum.wrong-state",
            "This report was changed meanwhile; reload the page to see it.",
          );
        }
        await tx.erratumEvent.create({
          data: { id: crypto.randomUUID(), erratumId: id, from, to, reason, byName, commit: commit ?? null },
        });
        const row = await tx.erratum.findUniqueOrThrow({ where: { id }, include });
        await announceChapter(tx, row.chapterId);
        return ok(toErratum(row));
      });
    },
  };
}

export function createDismissals(db: Database): Dismissals {
  return {
    async all(bookId) {
      const rows = await db.dismissal.findMany({ where: { bookId }, select: { fingerprint: true } });
      return new Set(rows.map((row) => row.fingerprint));
    },
    async dismiss(bookId, fingerprint, byId) {
      await db.dismissal.createMany({ data: [{ bookId, fingerprint, byId }], skipDuplicates: true });
    },
  };
}
