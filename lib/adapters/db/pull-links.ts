import { ok, refuse } from "#lib/core/outcome.ts";
import type { PullLink, PullLinks } from "#lib/features/ports/index.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { Database } from "./client.ts";
import { sendToHost } from "./host-jobs.ts";

type Row = Prisma.PullRequestGetPayload<Record<string, never>>;

function toLink({ origin, state, outside, ...row }: Row): PullLink {
  return {
    ...row,
    origin: origin as PullLink["origin"],
    state: state as PullLink["state"],
    outside: outside as PullLink["outside"],
  };
}

/** Which proposal and which pull request belong together. */
export function createPullLinks(db: Database): PullLinks {
  return {
    async find(proposalId) {
      const row = await db.pullRequest.findUnique({ where: { proposalId } });
      return row ? toLink(row) : null;
    },
    async findByNumber(bookId, number) {
      const row = await db.pullRequest.findUnique({ where: { bookId_number: { bookId, number } } });
      return row ? toLink(row) : null;
    },
    async save(link) {
      const { proposalId, ...data } = linkRow(link);
      try {
        await db.$transaction(async (tx) => {
          await tx.pullRequest.upsert({
            where: { proposalId },
            create: { proposalId, ...data },
            update: data,
          });
          const waiting = { proposalId, origin: "colophon", hostId: null };
          if ((await tx.comment.count({ where: waiting })) > 0) await sendToHost(tx, proposalId);
        });
        return ok(true as const);
      } catch (error) {
        if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") {
          return refuse(
            "github.conflict",
            `Another proposal already stands for pull request ${link.number}.`,
          );
        }
        throw error;
      }
    },
    async list(bookId, filter = {}) {
      const rows = await db.pullRequest.findMany({
        where: {
          bookId,
          ...(filter.states ? { state: { in: filter.states } } : {}),
          ...(filter.origin ? { origin: filter.origin } : {}),
        },
        orderBy: { proposal: { number: "desc" } },
      });
      return rows.map(toLink);
    },
  };
}

/** A link as its row. */
export function linkRow({ outside, ...link }: PullLink) {
  return { ...link, outside: outside ? (outside as unknown as Prisma.InputJsonValue) : Prisma.DbNull };
}
