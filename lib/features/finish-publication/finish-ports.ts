import type {
  Additions,
  Clock,
  Errata,
  Press,
  Proposals,
  Publications,
  PullLinks,
  PullRequests,
  Repository,
} from "../ports/index.ts";

/** What a publication is finished with. */
export interface FinishPorts {
  /** The book whose repository is at hand. */
  bookId?: string;
  publications: Publications;
  proposals: Pick<Proposals, "find" | "grants">;
  repository: Pick<Repository, "fetch" | "tree" | "read" | "findByTrailer">;
  press: Pick<Press, "publish">;
  additions: Pick<Additions, "bytes">;
  errata: Pick<Errata, "find">;
  clock: Clock;
  /** Where the book's host has pull requests. */
  host: { links: Pick<PullLinks, "find" | "save">; pulls: Pick<PullRequests, "open" | "merge"> } | null;
}
