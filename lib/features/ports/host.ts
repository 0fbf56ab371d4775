/** Ports to the Git host (GitHub): pull requests beside proposals. */
import type { Outcome } from "#lib/core/outcome.ts";
import type { PullLink } from "#lib/core/proposal/index.ts";

export type { OutsideChange, PullLink } from "#lib/core/proposal/index.ts";

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
