import type { ChapterRevision } from "#lib/core/book/index.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type BlobReader, createBlobReader } from "./blob-reader.ts";
import { type Change, readChanges, readTree, type TreeEntry } from "./book-tree.ts";
import type { CommitDraft } from "./build-commit.ts";
import { type CommitRecord, findByTrailer, type HistoryQuery, readHistory } from "./commit-history.ts";
import { unlessDiskFull } from "./explain-failure.ts";
import {
  announcedHead,
  type Fetched,
  type FetchProgress,
  fetchBook,
  listBranches,
  mirrorState,
} from "./fetch-book.ts";
import { fetchPull, type PullBase, type PulledCommits } from "./fetch-pull.ts";
import { readFileHistory } from "./file-history.ts";
import type { GitCredentials } from "./git-environment.ts";
import { type CredentialSource, hasCommit, type Mirror } from "./mirror.ts";
import { type Published, publishCommit, standingCommit } from "./publish-commit.ts";
import { parseRemote } from "./remote-address.ts";

/** The book's repository, read. */
export interface Repository {
  /** Bring the mirror up to date. @param known the commit the caller last took in; the last fetched one by default */
  fetch(known?: string | null): Promise<Outcome<Fetched>>;
  /** Where the remote's branch is now, by one cheap question; null when it does not say. Nothing is fetched. */
  announced(): Promise<string | null>;
  /** All branches of the remote, and its default one. Nothing is fetched. */
  branches(): Promise<Outcome<{ branches: string[]; preferred: string | null }>>;
  tree(commit: string): Promise<TreeEntry[]>;
  renames(from: string, to: string): Promise<{ from: string; to: string }[]>;
  /** Contents by blob id; those that are missing or larger than the limit are left out. */
  read(blobs: readonly string[]): Promise<Map<string, Buffer>>;
  /** The commit of the book's branch, as last fetched, that carries this trailer. */
  findByTrailer(name: string, value: string): Promise<string | null>;
}

/** What happened to the book over time. */
export interface Archive {
  /** What differs between two commits; null stands for an empty book. */
  changes(from: string | null, to: string): Promise<Change[]>;
  /** Commits, newest first, of the book or of one file. */
  history(query: HistoryQuery): Promise<CommitRecord[]>;
  /** The revisions of one file, newest first. */
  revisions(query: {
    from: string;
    before?: boolean;
    path: string;
    limit: number;
  }): Promise<ChapterRevision[]>;
  /** Contents one by one, for reading thousands without holding them all. */
  stream: BlobReader["stream"];
}

/** The book's repository, written. */
export interface Press {
  /** Move a branch, the book's own by default, from the base to a new commit. */
  publish(
    publication: CommitDraft & { branch?: string; expected?: string | null },
  ): Promise<Outcome<Published>>;
  /** The commit that a branch at the remote is at; null where there is none. */
  standing(branch: string): Promise<Outcome<{ commit: string; committer: string; message: string } | null>>;
}

export interface GitBook {
  repository: Repository;
  /** Pull requests, by the refs that GitHub keeps for them. */
  pulls: { fetch(number: number, base: PullBase): Promise<Outcome<PulledCommits>> };
  archive: Archive;
  press: Press;
  /** Let go of the reading process. */
  close(): void;
}

export interface GitBookOptions {
  /** Folder of the bare mirror; created when missing. */
  mirrorDir: string;
  /** https, ssh, git or file address, or a folder. */
  remote: string;
  /** Branch of the book; the remote's default branch when not given. */
  branch?: string | null;
  credentials?: GitCredentials | CredentialSource | null;
  /** Milliseconds of silence after which a remote counts as not answering; 60,000 by default. */
  timeoutMs?: number;
  /** Largest content that is read, in bytes; 8 MiB by default. */
  maxBlobBytes?: number;
  onProgress?: (progress: FetchProgress) => void;
}

/** A book in a Git repository. Problem: `book.unreachable` when the address cannot be one. */
export function createGitBook(options: GitBookOptions): Outcome<GitBook> {
  const remote = parseRemote(options.remote);
  if (!remote.ok) return remote;
  const given = options.credentials ?? null;
  const mirror: Mirror = {
    dir: options.mirrorDir,
    remote: remote.value,
    timeoutMs: options.timeoutMs ?? 60_000,
    credentials: typeof given === "function" ? given : async () => given,
  };
  const branch = options.branch || null;
  const reader = createBlobReader(mirror.dir, options.maxBlobBytes ?? 8 * 1024 * 1024);
  let queue: Promise<unknown> = Promise.resolve();
  // One fetch at a time: two would fight for the same ref and learn the same thing.
  const fetch = (known: string | null = null): Promise<Outcome<Fetched>> => {
    const run = queue.then(() => unlessDiskFull(() => fetchBook(mirror, branch, known, options.onProgress)));
    queue = run.catch(() => null);
    return run;
  };
  return ok({
    repository: {
      fetch,
      announced: () => announcedHead(mirror, branch),
      branches: () => listBranches(mirror),
      tree: (commit) => readTree(mirror, commit),
      async renames(from, to) {
        // A mirror that was made anew after the branch was rewritten does not have what came before.
        if (!(await hasCommit(mirror, from))) return [];
        const changes = await readChanges(mirror, from, to);
        return changes.flatMap((change) =>
          change.kind === "renamed" ? [{ from: change.from, to: change.path }] : [],
        );
      },
      async read(blobs) {
        const found = new Map<string, Buffer>();
        for await (const { blob, content } of reader.stream(blobs)) if (content) found.set(blob, content);
        return found;
      },
      async findByTrailer(name, value) {
        const { followed, heads } = await mirrorState(mirror);
        const head = followed === null ? undefined : heads.get(followed);
        return head === undefined ? null : findByTrailer(mirror, head, name, value);
      },
    },
    pulls: {
      fetch: (number, base) => unlessDiskFull(() => fetchPull(mirror, number, base)),
    },
    archive: {
      changes: (from, to) => readChanges(mirror, from, to),
      history: (query) => readHistory(mirror, query),
      revisions: (query) => readFileHistory(mirror, query),
      stream: (blobs) => reader.stream(blobs),
    },
    press: {
      async publish(publication) {
        let name = publication.branch ?? branch;
        if (name === null) {
          const fetched = await fetch();
          if (!fetched.ok) return fetched;
          name = fetched.value.branch;
        }
        const target = name;
        return unlessDiskFull(() => publishCommit(mirror, { ...publication, branch: target }));
      },
      standing: (name) => unlessDiskFull(() => standingCommit(mirror, name)),
    },
    close: reader.close,
  });
}
