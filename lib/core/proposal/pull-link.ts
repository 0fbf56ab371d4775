import { nextBranch, proposalBranch } from "./pull-request.ts";

/** What a pull request changes besides texts; judged at the host. */
export interface OutsideChange {
  path: string;
  /** The former path, where it was renamed. */
  from: string | null;
  change: "added" | "deleted" | "renamed" | "binary" | "large" | "mode" | "other";
}

/** The pull request that shows a proposal, or that a proposal was taken from. */
export interface PullLink {
  proposalId: string;
  bookId: string;
  /** Null until the host gave one. */
  number: number | null;
  /** Where it was made. */
  origin: "colophon" | "host";
  branch: string;
  /** The commit its branch was built on. */
  base: string | null;
  /** The commit its branch is at. */
  head: string | null;
  /** Hash of what the branch shows. */
  shown: string | null;
  /** The publication that is being merged by way of it. */
  publication: string | null;
  state: "open" | "closed" | "merged";
  /** Address of its page at the host; empty until there is one. */
  pageUrl: string;
  outside: OutsideChange[] | null;
  /** Why it is not as it should be, in words for the editor. */
  problem: string | null;
  /** When it changed last, by the host's clock. */
  hostUpdatedAt: Date | null;
}

/** The link of a proposal that has no pull request yet, or whose last one was merged with a part of it. */
export function newPullLink(
  proposal: { id: string; bookId: string; number: number },
  merged: PullLink | null = null,
): PullLink {
  return {
    proposalId: proposal.id,
    bookId: proposal.bookId,
    number: null,
    origin: "colophon",
    branch: merged ? nextBranch(proposal.number, merged.branch) : proposalBranch(proposal.number),
    base: null,
    head: null,
    shown: null,
    publication: null,
    state: "open",
    pageUrl: "",
    outside: null,
    problem: null,
    hostUpdatedAt: null,
  };
}
