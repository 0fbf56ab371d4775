/** Ports to the pull requests of a Git host; a book elsewhere has none. */
import type { Outcome } from "#lib/core/outcome.ts";

/** A pull request as the host shows it. */
export interface HostPull {
  number: number;
  state: "open" | "closed" | "merged";
  title: string;
  body: string;
  /** The commit its branch is at. */
  head: string;
  pageUrl: string;
}

export interface PullRequests {
  /** Open one for a branch of the book's repository, or find the one that is open for it already. */
  open(wish: { title: string; body: string; branch: string; base: string }): Promise<Outcome<HostPull>>;
  read(number: number): Promise<Outcome<HostPull>>;
  change(
    number: number,
    change: { title?: string; body?: string; state?: "open" | "closed" },
  ): Promise<Outcome<HostPull>>;
  /**
   * Merge it when its branch is at exactly `head`, keeping the author of its commit where the repository lets us.
   * `publish.waiting` while the host waits for checks, reviews or its queue; `publish.branch-moved` when it has to be
   * made anew; `publish.refused` for good.
   */
  merge(number: number, wish: { head: string; title: string; message: string }): Promise<Outcome<true>>;
}
