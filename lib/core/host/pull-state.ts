import type { ProposalState, PullLink } from "../proposal/index.ts";

/**
 * Where a proposal stands whose pull request was made at the host. What was decided here stays until the host says
 * otherwise: a pull request that is closed takes it back, and one that is opened again brings it back.
 * @param now null where there is no proposal yet; `link` is how its pull request was, as last seen
 */
export function stateOfPull(
  pull: { state: PullLink["state"]; draft: boolean },
  now: { state: ProposalState; link: PullLink["state"] } | null,
  isNewText: boolean,
): ProposalState {
  // A publication is under way, or is done: it is past what happens to the branch.
  if (now?.state === "accepted" || now?.state === "published") return now.state;
  if (pull.state === "merged") return "published";
  if (pull.state === "closed") return now?.state === "rejected" ? "rejected" : "withdrawn";
  if (now && now.link === "open") {
    if (now.state === "rejected" || now.state === "withdrawn") return now.state;
    if (now.state === "changes-requested" && !isNewText) return pull.draft ? "draft" : now.state;
  }
  return pull.draft ? "draft" : "in-review";
}

/** The event of a proposal's history for a change of state; null where nothing is to be told. */
export function eventOfPull(
  before: ProposalState | null,
  after: ProposalState,
  isNewText: boolean,
): string | null {
  if (before === null) return "pulled";
  if (before === after) return isNewText ? "pushed" : null;
  if (after === "withdrawn") return "closed-at-host";
  if (after === "published") return "merged-at-host";
  if (after === "draft") return "drafted-at-host";
  if (before === "withdrawn" || before === "rejected") return "reopened-at-host";
  return isNewText ? "pushed" : "ready-at-host";
}

/** Title and reason of a proposal from what a pull request says, bounded, and without what nobody sees at the host. */
export function wordsOfPull(pull: { number: number; title: string; body: string }): {
  title: string;
  rationale: string;
} {
  const title = clean(pull.title).replace(/\s+/gu, " ").trim();
  const body = clean(pull.body)
    .replace(/\r\n?/gu, "\n")
    .replace(/<!--[\s\S]*?(?:-->|$)/gu, "")
    .trim();
  return { title: shorten(title, 200) || `Pull request ${pull.number}`, rationale: shorten(body, 5000) };
}

/** What the host keeps and the database does not. */
function clean(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}

function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).toWellFormed()}…`;
}

/** Whether a branch of the book's own repository is one that shows a proposal from here. */
export function isOwnBranch(branch: string): boolean {
  return /^colophon\/proposal-\d+(?:-\d+)?$/u.test(branch);
}
