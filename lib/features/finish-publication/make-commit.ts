import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { CommitDraft, ProposalRecord, PublicationRecord } from "../ports/index.ts";
import type { FinishPorts } from "./finish-ports.ts";
import { mergeOnto } from "./merge-onto.ts";
import { lendBranch, mergePull, throughPullRequest } from "./through-pull-request.ts";

/** How often a branch may move under us before we give the proposal back. */
const attempts = 5;

/** The accepted hunks as one commit in the book, by a push or, where the branch is protected, by a pull request. */
export async function makeCommit(
  ports: FinishPorts,
  publication: PublicationRecord,
  proposal: ProposalRecord,
): Promise<Outcome<{ commit: string }>> {
  const { plan } = publication;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const fetched = await ports.repository.fetch();
    if (!fetched.ok) return fetched;
    const arrived = await ports.repository.findByTrailer("Publication-Id", publication.id);
    if (arrived) return ok({ commit: arrived });
    const waiting = attempt === 0 ? await mergePull(ports, publication) : null;
    if (waiting && !waiting.ok && waiting.problem.code !== "publish.branch-moved") return waiting;
    if (waiting?.ok) continue;
    const changes = await mergeOnto(ports, fetched.value.head, proposal, publication);
    if (!changes.ok) return changes;
    const draft: CommitDraft = {
      base: fetched.value.head,
      changes: changes.value,
      author: { ...plan.author, date: plan.date },
      committer: { ...plan.editor, date: plan.date },
      message: plan.message,
    };
    const link = await ports.host?.links.find(proposal.id);
    // The pull request counts as merged at the host when what it shows is what comes into the book.
    if (link?.origin === "colophon" && link.state === "open" && plan.rest === 0)
      await lendBranch(ports, link, draft, null);
    const pushed = await ports.press.publish(draft);
    if (pushed.ok) return pushed;
    if (pushed.problem.at === "publish:protected" && ports.host) {
      const merged = await throughPullRequest(ports, publication, proposal, draft, fetched.value.branch);
      if (!merged.ok && merged.problem.code !== "publish.branch-moved") return merged;
    } else if (pushed.problem.code !== "publish.branch-moved") return pushed;
  }
  return refuse(
    "publish.branch-moved",
    "The book kept changing while this was being published; please try again.",
  );
}
