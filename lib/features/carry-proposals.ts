import { presentFile } from "#lib/core/proposal/index.ts";
import type { Jobs, Post, ProposalRecord, Proposals, Shelf } from "./ports/index.ts";

/**
 * After the book changed: see of each open proposal whether the book says something else now in the same words, and
 * tell its author once. Everything else of a proposal follows the book by itself (`presentFile`). Returns how many
 * proposals clash.
 */
export async function carryProposals(
  ports: {
    proposals: Pick<Proposals, "list" | "noteClashes">;
    shelf: Pick<Shelf, "chapter">;
    post: Post;
    jobs: Jobs;
  },
  bookId: string,
): Promise<number> {
  let clashing = 0;
  let after = 0;
  for (;;) {
    const open = await ports.proposals.list({
      bookId,
      states: ["in-review", "changes-requested"],
      limit: 100,
      after,
    });
    for (const proposal of open) {
      const { clashes, moved } = await standing(ports, proposal);
      if (clashes > 0) clashing++;
      // What the book's host shows of it is made anew on the book as it is now.
      if (moved && proposal.state === "in-review" && proposal.origin === "colophon")
        await ports.jobs.add("mirror-proposal", { id: proposal.id }, `mirror:${proposal.id}`);
      const isNews = await ports.proposals.noteClashes(proposal.id, clashes);
      if (isNews && clashes > proposal.clashes) await tellAuthor(ports, proposal, clashes);
    }
    const last = open.at(-1);
    if (!last || open.length < 100) return clashing;
    after = last.number;
  }
}

/** In how many passages it clashes, and whether the book has moved under it at all. */
async function standing(
  ports: { shelf: Pick<Shelf, "chapter"> },
  proposal: ProposalRecord,
): Promise<{ clashes: number; moved: boolean }> {
  let clashes = 0;
  let moved = false;
  for (const file of proposal.files) {
    const source = (await ports.shelf.chapter(proposal.bookId, { path: file.path }))?.chapter.source ?? null;
    if (source === null || source === file.base) continue;
    moved = true;
    clashes += presentFile(file, source).conflicts.length;
  }
  return { clashes, moved };
}

function tellAuthor(ports: { post: Post }, proposal: ProposalRecord, clashes: number): Promise<void> {
  const remedy =
    proposal.origin === "host"
      ? "please bring your branch at GitHub up to the book."
      : "please look at both and choose what shall stand.";
  const places = clashes === 1 ? "one place" : `${clashes} places`;
  return ports.post.tell(
    { personId: proposal.authorId },
    {
      title: `The book has changed where your proposal #${proposal.number} changes it`,
      body: `In ${places} the book has other words now than when you wrote yours. Nothing of yours is lost: ${remedy}`,
      href: `/proposals/${proposal.number}`,
    },
  );
}
