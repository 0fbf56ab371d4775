/** Somebody who was invited to write a proposal along with its author. */
export interface CoAuthor {
  personId: string;
  name: string;
  /** Whether they changed the text. */
  typed: boolean;
  /** Whether they may still write. */
  active: boolean;
}

/**
 * Whose a proposal is, as the policy table asks for it. The author of one that was taken from a pull request signs their
 * licence here like those who write along.
 */
export function partiesOf(proposal: {
  authorId: string;
  coAuthors: readonly CoAuthor[];
  origin?: "colophon" | "host";
}): {
  ownerId: string;
  writerIds: string[];
  signerIds: string[];
} {
  const ids = (some: readonly CoAuthor[]): string[] => some.map(({ personId }) => personId);
  return {
    ownerId: proposal.authorId,
    writerIds: ids(proposal.coAuthors.filter(({ active }) => active)),
    signerIds: [
      ...(proposal.origin === "host" ? [proposal.authorId] : []),
      ...ids(proposal.coAuthors.filter(({ typed }) => typed)),
    ],
  };
}

/** Whether a person has a draft before them: its author, or who writes it along. */
export function isWriter(
  proposal: { authorId: string; coAuthors: readonly CoAuthor[] },
  personId: string | null,
): boolean {
  const { ownerId, writerIds } = partiesOf(proposal);
  return personId !== null && (personId === ownerId || writerIds.includes(personId));
}

/** Everybody to be told of what happens to a proposal: its author, who writes along and who did. */
export function writersOf(proposal: { authorId: string; coAuthors: readonly CoAuthor[] }): string[] {
  const { ownerId, writerIds, signerIds } = partiesOf(proposal);
  return [...new Set([ownerId, ...writerIds, ...signerIds])];
}

/** What somebody who wrote along is told when their grant is needed. */
export function grantRequest(
  number: number,
  senderName: string,
): { title: string; body: string; href: string } {
  return {
    title: `Please agree to the licence of proposal #${number}`,
    body: `${senderName} sent what you wrote together to the editors. It can be published once you have agreed to the licence of your part.`,
    href: `/proposals/${number}#licence`,
  };
}
