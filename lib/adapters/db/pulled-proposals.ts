import { ok, refuse } from "#lib/core/outcome.ts";
import type { PulledProposals } from "#lib/features/ports/index.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Database, Transaction } from "./client.ts";
import { appendToLedger } from "./ledger.ts";
import { linkRow } from "./pull-links.ts";
import { rewriteShared } from "./shared-texts.ts";

/** Proposals that are taken from pull requests. */
export function createPulledProposals(db: Database): PulledProposals {
  return {
    async author({ id, login }, newId) {
      const key = { provider_accountId: { provider: "github", accountId: String(id) } };
      const find = () => db.account.findUnique({ where: key, include: { person: true } });
      const known = await find();
      if (known) return { id: known.person.id, name: known.person.name };
      const accounts = { create: { provider: "github", accountId: String(id), login } };
      try {
        await db.person.create({ data: { id: newId, name: login, role: "contributor", accounts } });
        return { id: newId, name: login };
      } catch (error) {
        // Somebody else met them at the same moment.
        const met = await find();
        if (!met) throw error;
        return { id: met.person.id, name: met.person.name };
      }
    },
    store({ id, version, texts, link, event, at, landed, ...words }) {
      return db.$transaction(async (tx) => {
        const row = { ...words, ...(texts ? { baseCommit: texts.baseCommit } : {}) };
        if (version === null) {
          await tx.proposal.create({
            data: { ...row, id, baseCommit: texts?.baseCommit ?? "", submittedAt: at },
          });
        } else {
          const changed = await tx.proposal.updateMany({
            where: { id, version },
            data: { ...row, ...(texts ? { clashes: 0 } : {}), version: { increment: 1 } },
          });
          if (changed.count === 0)
            return refuse("proposal.stale", "This proposal changed meanwhile; it is taken in again.");
        }
        if (texts) await replaceFiles(tx, id, texts.files);
        const { proposalId: _, ...kept } = linkRow(link);
        await tx.pullRequest.upsert({
          where: { proposalId: id },
          create: { ...kept, proposalId: id },
          update: kept,
        });
        if (event) {
          await tx.proposalEvent.create({
            data: {
              id: crypto.randomUUID(),
              proposalId: id,
              kind: event.kind,
              actorId: event.kind === "pulled" || event.kind === "pushed" ? words.authorId : null,
              detail: (event.detail ?? {}) as Prisma.InputJsonObject,
              at,
            },
          });
        }
        if (landed) await land(tx, id, words.bookId, landed, at);
        const { number } = await tx.proposal.findUniqueOrThrow({ where: { id }, select: { number: true } });
        return ok({ number, version: (version ?? 0) + 1 });
      });
    },
  };
}

/** What follows from a merge at the host, as from a publication here. */
async function land(
  tx: Transaction,
  proposalId: string,
  bookId: string,
  { paths, creditName, ledger }: NonNullable<Parameters<PulledProposals["store"]>[0]["landed"]>,
  at: Date,
): Promise<void> {
  await tx.grant.updateMany({ where: { proposalId, state: "signed" }, data: { state: "bound" } });
  const chapters = await tx.chapter.findMany({ where: { bookId, path: { in: paths } } });
  await tx.chapterCredit.createMany({
    data: chapters.map((chapter) => ({
      id: crypto.randomUUID(),
      chapterId: chapter.id,
      name: creditName,
      what: "text",
      reference: `merge:${proposalId}`,
      at,
    })),
    skipDuplicates: true,
  });
  await appendToLedger(tx, ledger, at);
}

/** The texts are exactly these; what was decided of a change stands as long as the change does. */
async function replaceFiles(
  tx: Transaction,
  proposalId: string,
  files: readonly { path: string; base: string; text: string }[],
): Promise<void> {
  for (const { path, text } of files) await rewriteShared(tx, { proposalId, path, text, personId: null });
  await tx.proposalFile.deleteMany({ where: { proposalId } });
  await tx.proposalFile.createMany({ data: files.map((file) => ({ ...file, proposalId })) });
}
