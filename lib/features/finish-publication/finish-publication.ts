import { type Outcome, ok, type ProblemCode, refuse } from "#lib/core/outcome.ts";
import type { FinishPorts } from "./finish-ports.ts";
import { makeCommit } from "./make-commit.ts";
import { storePublication } from "./store-publication.ts";

/**
 * Make the commit of a begun publication and store what follows from it. May be run any number of times, by several
 * processes: a commit that arrived earlier is found by its trailer and not made again.
 */
export async function finishPublication(
  ports: FinishPorts,
  id: string,
): Promise<Outcome<{ commit: string }>> {
  const publication = await ports.publications.find(id);
  if (!publication) return refuse("not-found", "There is no such publication.");
  if (publication.state === "done" && publication.commit) return ok({ commit: publication.commit });
  if (publication.state === "failed")
    return refuse("publish.refused", publication.problem ?? "It was given back.");
  const proposal = await ports.proposals.find({ id: publication.proposalId });
  if (!proposal) return refuse("not-found", "There is no such proposal.");

  const elsewhere = ports.bookId !== undefined && proposal.bookId !== ports.bookId;
  const made = elsewhere
    ? refuse("publish.refused", "This proposal belongs to a book that this site does not keep any more.")
    : await makeCommit(ports, publication, proposal);
  if (!made.ok) {
    // A remote that is away, or waits for its checks, is no verdict: the job tries again later.
    if (isPassing(made.problem.code)) {
      await ports.publications.note(id, made.problem.message);
      return made;
    }
    await ports.publications.fail(id, made.problem.message, {
      to: { personId: publication.byId },
      title: `Proposal #${proposal.number} could not be published`,
      body: made.problem.message,
      href: `/review/${proposal.number}`,
    });
    return made;
  }
  const stored = await storePublication(ports, publication, proposal, made.value.commit);
  return stored.ok ? made : stored;
}

function isPassing(code: ProblemCode): boolean {
  return (
    code === "book.unreachable" ||
    code === "publish.waiting" ||
    code === "github.unreachable" ||
    code === "github.uncertain" ||
    code === "github.limited"
  );
}
