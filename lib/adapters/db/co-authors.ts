import type { CoAuthor } from "#lib/core/proposal/index.ts";
import type { Prisma } from "#prisma/generated/client.ts";

/** Co-authors with their names, in the order they joined. */
export const withNames = {
  orderBy: [{ joinedAt: "asc" }, { personId: "asc" }],
  include: { person: { select: { name: true } } },
} satisfies Prisma.Proposal$authorsArgs;

type Row = Prisma.ProposalAuthorGetPayload<{ include: { person: { select: { name: true } } } }>;

export function toCoAuthor({ personId, person, typed, leftAt }: Row): CoAuthor {
  return { personId, name: person.name, typed, active: leftAt === null };
}
