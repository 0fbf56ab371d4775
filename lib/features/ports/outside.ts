/** Ports to what lies outside the database: the clock, ids, the book's repository, the renderer, jobs, a model. */
import type { ChapterRevision, CslEntry, FormattedWork, NewReference } from "#lib/core/book/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import type { Examination, RenderContext, Rendering } from "#lib/core/text/render/index.ts";

export interface Clock {
  now(): Date;
}

export interface Ids {
  /** A new unguessable id. */
  next(): string;
  /** A key for a private link, at least 128 bits. */
  secret(): string;
}

export interface RepositoryEntry {
  path: string;
  blob: string;
  size: number;
  kind: "file" | "executable" | "symlink" | "submodule";
}

/** What is known of works elsewhere. */
export interface Works {
  /** The BibTeX entry of a DOI as its registration agency has it: untrusted text, not read yet. */
  bibtex(doi: string): Promise<Outcome<string>>;
}

/** The book's repository, read. */
export interface Repository {
  /** Bring the mirror up to date. `known`: the commit last taken in, else the one last fetched. */
  fetch(known?: string | null): Promise<
    Outcome<{
      branch: string;
      head: string;
      previous: string | null;
      rewritten: boolean;
      /** The address that the remote's server sends readers to, when it has moved. */
      movedTo: string | null;
    }>
  >;
  tree(commit: string): Promise<RepositoryEntry[]>;
  renames(from: string, to: string): Promise<{ from: string; to: string }[]>;
  read(blobs: readonly string[]): Promise<Map<string, Uint8Array>>;
  /** The commit that carries this trailer, when it has arrived. */
  findByTrailer(key: string, value: string): Promise<string | null>;
}

/** A commit before it is made; the same draft gives the same commit. */
export interface CommitDraft {
  base: string;
  changes: { path: string; content: string | Uint8Array | null }[];
  author: { name: string; email: string; date: string };
  committer: { name: string; email: string; date: string };
  message: string;
}

/** What happened to the book's files over time. */
export interface Archive {
  /** The revisions of a file, newest first, under its earlier names too; with `before`, those before the commit `from`. */
  revisions(query: {
    from: string;
    before?: boolean;
    path: string;
    limit: number;
  }): Promise<ChapterRevision[]>;
}

/** The book's repository, written: one commit on top of `base`, or a refusal. */
export interface Press {
  /**
   * Move a branch (the book's own, when none is named) to the commit, when it is still at `expected`: at the base, when
   * that is left out; null where there must be no such branch. `publish.refused` with `at` "publish:protected" where the
   * host wants a pull request.
   */
  publish(
    commit: CommitDraft & { branch?: string; expected?: string | null },
  ): Promise<Outcome<{ commit: string }>>;
  /** The commit that a branch at the remote is at, with what it says; null where there is no such branch. */
  standing(branch: string): Promise<Outcome<{ commit: string; committer: string; message: string } | null>>;
}

/** Draws text in threads with limits. */
export interface Renderer {
  /** `chapter.unrenderable` when a limit is reached. */
  run<K extends RenderTask["kind"]>(
    task: Extract<RenderTask, { kind: K }>,
  ): Promise<Outcome<RenderAnswers[K]>>;
}

/** A context whose works still have to be formatted. */
export type UnformattedContext = Omit<RenderContext, "works"> & { works: Record<string, CslEntry> };

export type RenderTask =
  | { kind: "examine"; source: string; number: string | null }
  | { kind: "chapter"; source: string; context: UnformattedContext }
  | { kind: "fragment"; source: string; context: UnformattedContext }
  | { kind: "fragments"; sources: string[]; context: UnformattedContext }
  | { kind: "bibliography"; text: string; path: string }
  | { kind: "reference"; text: string };

export interface RenderAnswers {
  examine: Examination;
  chapter: Rendering;
  fragment: string;
  fragments: string[];
  /** One pasted BibTeX entry, read, and as it will be printed: as sanitised HTML. */
  reference: Outcome<NewReference & { printed: FormattedWork }>;
  bibliography: {
    entries: [string, CslEntry][];
    warnings: { message: string; path: string; line: number | null }[];
  };
}

/** A language model, asked once. Problems: `model.not-configured`, `model.failed`. */
export interface Reviser {
  revise(
    messages: readonly { role: "system" | "user"; content: string }[],
    options: { maxOutputTokens: number },
  ): Promise<Outcome<{ text: string; model: string }>>;
}

export interface Jobs {
  add(
    name:
      | "sync-book"
      | "finish-publication"
      | "mirror-proposal"
      | "finish-waiting"
      | "send-mail"
      | "read-texts"
      | "read-history"
      | "take-pull-request"
      | "send-comments"
      | "reconcile-host"
      | "search-book",
    payload: Record<string, unknown>,
    key?: string,
    /** When it is to begin; at once when not given. */
    at?: Date,
  ): Promise<void>;
}

/** A limit on how often one origin may do a thing. */
export interface RateLimit {
  /** Refuses with `rate.limited` and says when to come back. */
  spend(key: string): Promise<Outcome<true>>;
}
