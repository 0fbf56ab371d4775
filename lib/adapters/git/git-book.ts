import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type BlobReader, createBlobReader } from "./blob-reader.ts";
import { type Change, readChanges, readTree, type TreeEntry } from "./book-tree.ts";
import type { CommitDraft } from "./build-commit.ts";
import { type CommitRecord, findByTrailer, type HistoryQuery, readHistory } from "./commit-history.ts";
import { type Fetched, type FetchProgress, fetchBook } from "./fetch-book.ts";
import type { GitCredentials } from "./git-environment.ts";
import type { CredentialSource, Mirror } from "./mirror.ts";
import { type Published, publishCommit } from "./publish-commit.ts";
import { parseRemote } from "./remote-address.ts";

/** Reading a book from its repository. */
export interface BookSource {
  /** Bring the mirror up to date. @param known the commit the caller last took in; the last fetched one by default */
  fetch(known?: string | null): Promise<Outcome<Fetched>>;
  tree(commit: string): Promise<TreeEntry[]>;
  changes(from: string | null, to: string): Promise<Change[]>;
  read: BlobReader["read"];
  history(query: HistoryQuery): Promise<CommitRecord[]>;
}

/** Writing to a book's repository. */
export interface BookPublisher {
  /** Move a branch, the book's own by default, from the base to a new commit. */
  publish(
    publication: CommitDraft & { branch?: string; expected?: string | null },
  ): Promise<Outcome<Published>>;
  /** After fetching: the newest published commit with this trailer, or null. */
  findCommitByTrailer(name: string, value: string): Promise<Outcome<string | null>>;
}

export interface GitBook {
  source: BookSource;
  publisher: BookPublisher;
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
  /** Largest content that `read` returns, in bytes; 8 MiB by default. */
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
    const run = queue.then(() => fetchBook(mirror, branch, known, options.onProgress));
    queue = run.catch(() => null);
    return run;
  };
  return ok({
    source: {
      fetch,
      tree: (commit) => readTree(mirror, commit),
      changes: (from, to) => readChanges(mirror, from, to),
      read: (shas) => reader.read(shas),
      history: (query) => readHistory(mirror, query),
    },
    publisher: {
      async publish(publication) {
        let name = publication.branch ?? branch;
        if (name === null) {
          const fetched = await fetch();
          if (!fetched.ok) return fetched;
          name = fetched.value.branch;
        }
        return publishCommit(mirror, { ...publication, branch: name });
      },
      async findCommitByTrailer(name, value) {
        const fetched = await fetch();
        return fetched.ok ? ok(await findByTrailer(mirror, fetched.value.head, name, value)) : fetched;
      },
    },
    close: reader.close,
  });
}
