/** Ports to the Git host (GitHub): pull requests beside proposals. */
import type { Outcome } from "#lib/core/outcome.ts";

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
  state: "open" | "closed" | "merged";
  /** Address of its page at the host; empty until there is one. */
  pageUrl: string;
  outside: OutsideChange[] | null;
  /** Why it is not as it should be, in words for the editor. */
  problem: string | null;
  /** When it changed last, by the host's clock. */
  hostUpdatedAt: Date | null;
}

/** Which proposal and which pull request belong together. */
export interface PullLinks {
  find(proposalId: string): Promise<PullLink | null>;
  findByNumber(bookId: string, number: number): Promise<PullLink | null>;
  /** Store it, new or changed; `github.conflict` where another proposal has that number. */
  save(link: PullLink): Promise<Outcome<true>>;
  /** Newest proposal first. */
  list(
    bookId: string,
    filter?: { states?: PullLink["state"][]; origin?: PullLink["origin"] },
  ): Promise<PullLink[]>;
}
