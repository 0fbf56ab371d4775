import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { newPullLink, type PullLink } from "#lib/core/proposal/index.ts";
import type { CommitDraft, ProposalRecord, PublicationRecord } from "../ports/index.ts";
import type { FinishPorts } from "./finish-ports.ts";

/** Put the publication's commit on the proposal's branch; false where somebody else has moved it. */
export async function lendBranch(
  ports: FinishPorts,
  link: PullLink,
  draft: CommitDraft,
  publication: string | null,
): Promise<Outcome<PullLink>> {
  const lent = await ports.press.publish({ ...draft, branch: link.branch, expected: link.head });
  if (!lent.ok) return lent;
  const held = { ...link, base: draft.base, head: lent.value.commit, shown: null, publication };
  await ports.host?.links.save(held);
  return ok(held);
}

/** Where the book's branch takes pull requests only: show exactly what was accepted in one, and have it merged. */
export async function throughPullRequest(
  ports: FinishPorts,
  publication: PublicationRecord,
  proposal: ProposalRecord,
  draft: CommitDraft,
  base: string,
): Promise<Outcome<true>> {
  if (!ports.host) return refuse("publish.refused", "The book’s branch takes pull requests only.");
  const known = await ports.host.links.find(proposal.id);
  if (known?.origin === "host") {
    return refuse(
      "publish.refused",
      "The book’s branch takes pull requests only. Merge this one at its host.",
    );
  }
  if (known?.publication === publication.id && known.state === "merged")
    return refuse("publish.waiting", "It was merged; the book’s repository does not show it yet.");
  const link = known?.state === "open" ? known : newPullLink(proposal, known);
  const lent = await lendBranch(ports, link, draft, publication.id);
  if (!lent.ok) {
    return lent.problem.code === "publish.branch-moved"
      ? refuse("publish.refused", `Somebody else has changed the branch ${link.branch} at the book’s host.`)
      : lent;
  }
  if (link.number === null) {
    const title = proposal.title || `Proposal ${proposal.number}`;
    const opened = await ports.host.pulls.open({
      title,
      body: proposal.rationale,
      branch: link.branch,
      base,
    });
    if (!opened.ok) return opened;
    const { number, pageUrl } = opened.value;
    await ports.host.links.save({ ...lent.value, number, pageUrl });
  }
  return (await mergePull(ports, publication)) ?? ok(true);
}

/** Ask for the merge of the pull request that shows this publication; null when there is none. */
export async function mergePull(
  ports: FinishPorts,
  publication: PublicationRecord,
): Promise<Outcome<true> | null> {
  const link = await ports.host?.links.find(publication.proposalId);
  if (!ports.host || !link || link.publication !== publication.id) return null;
  if (link.number === null || link.head === null) return null;
  const [title = "", ...rest] = publication.plan.message.split("\n");
  const merged = await ports.host.pulls.merge(link.number, {
    head: link.head,
    title,
    message: rest.join("\n").trim(),
  });
  if (merged.ok) await ports.host.links.save({ ...link, state: "merged" });
  return merged;
}
