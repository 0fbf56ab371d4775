import type { Grant } from "#lib/core/licence/index.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import type { ProposalState } from "#lib/core/proposal/index.ts";
import type { Drafts, ProposalFileRecord, ProposalRecord, Proposals } from "#lib/features/ports/index.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { editable, toAddition } from "./additions.ts";
import { announceDraft } from "./changes.ts";
import type { Database, Transaction } from "./client.ts";
import { toCoAuthor, withNames } from "./co-authors.ts";
import { showAtHost } from "./host-jobs.ts";
import { toGrant } from "./ledger.ts";
import { rewriteShared } from "./shared-texts.ts";

export const whole = {
  files: { orderBy: { path: "asc" } },
  additions: { orderBy: { at: "asc" } },
  author: { select: { name: true } },
  book: { select: { root: true } },
  errata: { select: { id: true, number: true } },
  authors: withNames,
  pull: { select: { origin: true } },
} satisfies Prisma.ProposalInclude;

type Row = Prisma.ProposalGetPayload<{ include: typeof whole }>;

/** What was taken from a pull request is written at the host. */
const fromHere = { NOT: { pull: { is: { origin: "host" } } } } satisfies Prisma.ProposalWhereInput;

export function toProposal(row: Row): ProposalRecord {
  const { author, authors, book, files, additions, state, pull, ...rest } = row;
  return {
    ...rest,
    bookRoot: book.root,
    origin: pull?.origin === "host" ? "host" : "colophon",
    additions: additions.map(toAddition),
    authorName: author.name,
    coAuthors: authors.map(toCoAuthor),
    state: state as ProposalState,
    files: files.map(({ path, base, text, assistance, done }) => ({
      path,
      base,
      text,
      ...(done.length > 0 ? { done } : {}),
      assistance: assistance as ProposalFileRecord["assistance"],
    })),
  };
}

async function saveFiles(
  tx: Transaction,
  proposalId: string,
  files: readonly ProposalFileRecord[],
  byId: string | null,
): Promise<void> {
  for (const { path, done = [], ...rest } of files) {
    const file = { ...rest, done: [...done] };
    await rewriteShared(tx, { proposalId, path, text: file.text, personId: byId });
    await tx.proposalFile.upsert({
      where: { proposalId_path: { proposalId, path } },
      create: { ...file, path, proposalId },
      update: file,
    });
  }
}

/** The reports that a proposal would have answered wait for another one, and their history says so. */
async function giveErrataBack(tx: Transaction, proposalId: string, byName: string): Promise<void> {
  const waiting = { proposalId, state: "fix-proposed" };
  const errata = await tx.erratum.findMany({ where: waiting, select: { id: true } });
  await tx.erratum.updateMany({ where: waiting, data: { state: "confirmed", proposalId: null } });
  await tx.erratumEvent.createMany({
    data: errata.map(({ id }) => ({
      id: crypto.randomUUID(),
      erratumId: id,
      from: "fix-proposed",
      to: "confirmed",
      byName,
    })),
  });
}

/** Drafts: proposals that only their author sees. */
export function createDrafts(db: Database): Drafts {
  return {
    async findOpen(bookId, authorId, path) {
      const row = await db.proposal.findFirst({
        where: { bookId, authorId, state: { in: editable }, files: { some: { path } }, ...fromHere },
        orderBy: { updatedAt: "desc" },
        include: whole,
      });
      return row ? toProposal(row) : null;
    },
    async create({ file, erratumId, ...draft }) {
      const row = await db.proposal.create({
        data: {
          ...draft,
          state: "draft",
          files: { create: file },
          ...(erratumId ? { errata: { connect: { id: erratumId } } } : {}),
        },
        include: whole,
      });
      return toProposal(row);
    },
    async save(id, version, { files, ...change }, byId = null) {
      return db.$transaction(async (tx) => {
        const saved = await tx.proposal.updateMany({
          where: { id, version, state: { in: editable }, ...fromHere },
          data: { ...change, version: { increment: 1 } },
        });
        if (saved.count === 0) {
          return refuse(
            "draft.stale",
            "This draft was changed somewhere else meanwhile. Your words are kept here; compare before you go on.",
          );
        }
        await saveFiles(tx, id, files ?? [], byId);
        return ok({ version: version + 1 });
      });
    },
    async discard(id) {
      await db.$transaction(async (tx) => {
        const draft = await tx.proposal.findFirst({
          where: { id, state: "draft", ...fromHere },
          include: whole,
        });
        if (!draft) return;
        await giveErrataBack(tx, id, draft.author.name);
        await tx.proposal.deleteMany({ where: { id, state: "draft" } });
        await announceDraft(tx, { proposal: id, path: null });
      });
    },
  };
}

/** The latest grant of each person, oldest first. */
async function grantsOf(db: Database, id: string): Promise<{ authorId: string | null; grants: Grant[] }> {
  const rows = await db.grant.findMany({
    where: { proposalId: id, state: { in: ["signed", "bound"] } },
    orderBy: { signedAt: "asc" },
    include: { proposal: { select: { number: true, authorId: true } } },
  });
  const latest = new Map(rows.map((row) => [row.personId, toGrant(row, row.proposal.number)]));
  return { authorId: rows[0]?.proposal.authorId ?? null, grants: [...latest.values()] };
}

/** Proposals as reviewers and their authors see them. */
export function createProposals(db: Database): Proposals {
  return {
    async find(by) {
      const row = await db.proposal.findUnique({ where: by, include: whole });
      return row ? toProposal(row) : null;
    },
    async list({ bookId, authorId, states, path, limit, after }) {
      const rows = await db.proposal.findMany({
        where: {
          ...(bookId ? { bookId } : {}),
          ...(authorId
            ? {
                OR: [
                  { authorId },
                  { authors: { some: { personId: authorId, OR: [{ leftAt: null }, { typed: true }] } } },
                ],
              }
            : {}),
          ...(states ? { state: { in: states } } : {}),
          ...(path ? { files: { some: { path } } } : {}),
          ...(after ? { number: { gt: after } } : {}),
        },
        orderBy: { number: "asc" },
        take: limit,
        include: whole,
      });
      return rows.map(toProposal);
    },
    async record(id, version, { state, event, grant, carried, ...change }) {
      return db.$transaction(async (tx) => {
        const moved = await tx.proposal.updateMany({
          where: { id, version },
          data: {
            state,
            ...change,
            ...(carried ? { baseCommit: carried.baseCommit, clashes: 0 } : {}),
            version: { increment: 1 },
          },
        });
        if (moved.count === 0) {
          return refuse(
            "proposal.stale",
            "This proposal changed meanwhile; reload the page to see how it stands now.",
          );
        }
        await saveFiles(tx, id, carried?.files ?? [], event.actorId);
        // Whether its text can be changed may be another thing now.
        await announceDraft(tx, { proposal: id, path: null });
        await tx.proposalEvent.create({
          data: {
            id: crypto.randomUUID(),
            proposalId: id,
            kind: event.kind,
            actorId: event.actorId,
            detail: (event.detail ?? {}) as Prisma.InputJsonValue,
          },
        });
        if (grant) {
          await tx.grant.updateMany({
            where: { proposalId: id, personId: grant.personId, state: "signed" },
            data: { state: "withdrawn" },
          });
          const { proposalNumber: _, ...row } = grant;
          await tx.grant.create({
            data: { ...row, proposalId: id, signedAt: new Date(grant.signedAt), state: "signed" },
          });
        }
        if (state === "withdrawn") {
          await tx.grant.updateMany({
            where: { proposalId: id, state: "signed" },
            data: { state: "withdrawn" },
          });
        }
        if (state === "withdrawn" || state === "rejected") {
          const actor = event.actorId
            ? await tx.person.findUnique({ where: { id: event.actorId }, select: { name: true } })
            : null;
          await giveErrataBack(tx, id, actor?.name ?? "Colophon");
        }
        await showAtHost(tx, id);
        return ok({ version: version + 1 });
      });
    },
    async noteClashes(id, clashes) {
      const noted = await db.proposal.updateMany({
        where: { id, clashes: { not: clashes } },
        data: { clashes },
      });
      return noted.count > 0;
    },
    async grant(id) {
      const { authorId, grants } = await grantsOf(db, id);
      return grants.find(({ personId }) => personId === authorId) ?? null;
    },
    async grants(id) {
      const { authorId, grants } = await grantsOf(db, id);
      return grants.sort((a, b) => Number(b.personId === authorId) - Number(a.personId === authorId));
    },
  };
}
