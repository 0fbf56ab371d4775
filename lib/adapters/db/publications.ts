import { ok, refuse } from "#lib/core/outcome.ts";
import type { PublicationPlan, PublicationRecord, Publications } from "#lib/features/ports/index.ts";
import type { Prisma, Publication } from "#prisma/generated/client.ts";
import { announce } from "./changes.ts";
import type { Database, Transaction } from "./client.ts";
import { showAtHost } from "./host-jobs.ts";
import { addJob } from "./jobs.ts";
import { appendToLedger } from "./ledger.ts";
import { writeLetter } from "./people.ts";

function toPublication(row: Publication): PublicationRecord {
  return {
    ...row,
    state: row.state as PublicationRecord["state"],
    plan: row.plan as unknown as PublicationPlan,
  };
}

async function event(
  tx: Transaction,
  proposalId: string,
  kind: string,
  actorId: string | null,
  detail: object,
) {
  await tx.proposalEvent.create({
    data: { id: crypto.randomUUID(), proposalId, kind, actorId, detail: detail as Prisma.InputJsonValue },
  });
}

/** The saga from accepted hunks to a commit: begun, completed once, or given back. */
export function createPublications(db: Database, publicUrl: string): Publications {
  return {
    async begin(publication, version) {
      return db.$transaction(async (tx) => {
        const { proposalId, plan } = publication;
        const moved = await tx.proposal.updateMany({
          where: { id: proposalId, version, state: "in-review" },
          data: { state: "accepted", version: { increment: 1 } },
        });
        if (moved.count === 0) {
          return refuse(
            "proposal.stale",
            "This proposal changed meanwhile; reload the page to see how it stands now.",
          );
        }
        await tx.publication.create({
          data: { ...publication, plan: plan as unknown as Prisma.InputJsonValue },
        });
        await event(tx, proposalId, "accepted", publication.byId, { hunks: plan.accepted });
        await addJob(tx, "finish-publication", { id: publication.id }, `publication:${publication.id}`);
        return ok(publication);
      });
    },
    async find(id) {
      const row = await db.publication.findUnique({ where: { id } });
      return row ? toPublication(row) : null;
    },
    async pending() {
      const rows = await db.publication.findMany({
        where: { state: "pending" },
        orderBy: { createdAt: "asc" },
      });
      return rows.map(toPublication);
    },
    async complete(id, { commit, state, paths, creditNames, ledger, letters, at }) {
      return db.$transaction(async (tx) => {
        const done = await tx.publication.updateMany({
          where: { id, state: "pending" },
          data: { state: "done", commit, finishedAt: at },
        });
        if (done.count === 0) return ok(true);
        const { proposalId, plan: stored, byId } = await tx.publication.findUniqueOrThrow({ where: { id } });
        const plan = stored as unknown as PublicationPlan;
        for (const { path, hunks, replaced = {} } of plan.accepted) {
          await tx.hunkDecision.updateMany({
            where: { proposalId, path, hunk: { in: hunks } },
            data: { published: id },
          });
          const done = Object.values(replaced).flat();
          if (done.length > 0)
            await tx.proposalFile.update({
              where: { proposalId_path: { proposalId, path } },
              data: { done: { push: done } },
            });
        }
        const proposal = await tx.proposal.update({
          where: { id: proposalId },
          data: { state, version: { increment: 1 } },
          include: { errata: true, book: true },
        });
        // A grant stands in the ledger once, however many steps its changes are published in.
        const lines = [];
        for (const line of ledger) {
          const hash = line.kind === "grant" ? String(line.payload.grant) : null;
          const known =
            hash !== null &&
            (await tx.ledgerEntry.findFirst({ where: { kind: "grant", payload: { contains: hash } } }));
          if (!known) lines.push(line);
        }
        await tx.grant.updateMany({ where: { proposalId, state: "signed" }, data: { state: "bound" } });
        const chapters = await tx.chapter.findMany({
          where: { bookId: proposal.bookId, path: { in: paths } },
        });
        await tx.chapterCredit.createMany({
          data: chapters.flatMap((chapter) =>
            creditNames.map((name, place) => ({
              id: crypto.randomUUID(),
              chapterId: chapter.id,
              name,
              what: "text",
              reference: `publication:${id}${place > 0 ? `:${place}` : ""}`,
              at,
            })),
          ),
          skipDuplicates: true,
        });
        await appendToLedger(tx, lines, at);
        await event(tx, proposalId, "published", byId, { commit });
        for (const erratum of state === "published" ? proposal.errata : []) {
          await tx.erratum.update({
            where: { id: erratum.id },
            data: { state: "fixed", fixedCommit: commit },
          });
          await tx.erratumEvent.create({
            data: {
              id: crypto.randomUUID(),
              erratumId: erratum.id,
              from: erratum.state,
              to: "fixed",
              byName: "Colophon",
              commit,
              at,
            },
          });
          if (erratum.reporterName) {
            await tx.chapterCredit.createMany({
              data: [
                {
                  id: crypto.randomUUID(),
                  chapterId: erratum.chapterId,
                  name: erratum.reporterName,
                  what: "erratum",
                  reference: `erratum:${erratum.id}`,
                  at,
                },
              ],
              skipDuplicates: true,
            });
          }
        }
        await addJob(
          tx,
          "sync-book",
          { bookId: proposal.bookId, trigger: "publication" },
          `sync:${proposal.bookId}`,
        );
        await showAtHost(tx, proposalId);
        await announce(tx, [`/read/${proposal.book.slug}`]);
        for (const letter of letters) await writeLetter(tx, publicUrl, letter);
        return ok(true);
      });
    },
    async note(id, problem) {
      await db.publication.updateMany({ where: { id, state: "pending" }, data: { problem } });
    },
    async fail(id, problem, letter) {
      await db.$transaction(async (tx) => {
        const failed = await tx.publication.updateMany({
          where: { id, state: "pending" },
          data: { state: "failed", problem, finishedAt: new Date() },
        });
        if (failed.count === 0) return;
        const { proposalId } = await tx.publication.findUniqueOrThrow({ where: { id } });
        await tx.proposal.update({
          where: { id: proposalId },
          data: { state: "in-review", version: { increment: 1 } },
        });
        await event(tx, proposalId, "publish-failed", null, { problem });
        await writeLetter(tx, publicUrl, letter);
        await showAtHost(tx, proposalId);
      });
    },
  };
}
