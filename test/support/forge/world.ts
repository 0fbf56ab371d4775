import { type AppWorld, createAppWorld } from "./app-world.ts";
import { closePull, moveRef } from "./branch-moves.ts";
import type { ForgeContext } from "./context.ts";
import { type Signature, type TreeChange, writeBlob, writeCommit, writeTree } from "./git/commits.ts";
import { noCommit, readRef } from "./git/refs.ts";
import { git } from "./git/run-git.ts";
import { finishMerge, type MergeEnd, signatureOf } from "./land.ts";
import { fullName, pullsOf } from "./records.ts";
import {
  createRepository,
  deleteRepository,
  forkRepository,
  type NewRepository,
  renameRepository,
  transferRepository,
} from "./repository-life.ts";
import type { Account, Level, MergeRequest, Protection, Repository } from "./types.ts";

export interface CommitWish {
  /** The default branch when left out; one that is new starts at `from`, or where the default branch is. */
  branch?: string;
  from?: string;
  message?: string;
  /** A login; the owner when left out. */
  by?: string;
  /** As a signature instead of the login's own. */
  author?: Signature;
}

/** What a test arranges before and behind the product's back. All of it goes the ways that GitHub's users go. */
export interface World extends AppWorld {
  /** `email` is public; `emails` are the private ones, the first of which is the primary. */
  addPerson(
    login: string,
    details?: { name?: string; email?: string; emails?: string[]; organization?: boolean },
  ): Account;
  /** A token of a person. `writes: false` may only read. */
  addToken(login: string, options?: { writes?: boolean }): string;
  /** From now on it is answered with 401. */
  expireToken(token: string): void;
  /** `owner/name`, with a first commit of the files on its default branch. */
  addRepository(
    name: string,
    options?: Omit<NewRepository, "owner" | "name"> & { files?: Record<string, string> },
  ): Promise<Repository>;
  allow(repository: Repository, login: string, level: Level | null): void;
  protect(repository: Repository, branch: string, rule: Protection | null): void;
  /** Refuse changes of a ref with these words, as push protection and rulesets do; null lifts it. */
  refusePush(repository: Repository, ref: string, words: string | null): void;
  fork(repository: Repository, login: string): Promise<Repository>;
  rename(repository: Repository, name: string): void;
  transfer(repository: Repository, owner: string): void;
  remove(repository: Repository): Promise<void>;
  /** Commit files (null removes one) to a branch, as a push would. Resolves to the commit. */
  commit(repository: Repository, files: Record<string, string | null>, wish?: CommitWish): Promise<string>;
  /** Move a branch to a commit by force, or remove it (null), as a push would. */
  forcePush(repository: Repository, branch: string, commit: string | null, by?: string): Promise<void>;
  /** Close a pull request, as its author would. */
  closePull(repository: Repository, number: number): Promise<void>;
  /** The commit of a branch; undefined where there is none. */
  head(repository: Repository, branch?: string): Promise<string | undefined>;
  /** A file's text at a branch or commit. */
  read(repository: Repository, path: string, at?: string): Promise<string>;
  /** Address to clone and push with a token. */
  gitUrl(repository: Repository, token?: string): string;
  /** Let an asynchronous merge come to its end; with words it fails, and `enqueued` leaves it in a merge queue. */
  finishMerge(request: MergeRequest, end?: MergeEnd): Promise<void>;
}

export function createWorld(context: ForgeContext): World {
  const { records } = context;
  const addPerson: World["addPerson"] = (login, { name, email, emails = [], organization } = {}) => {
    const account: Account = {
      id: records.nextId(),
      login,
      type: organization ? "Organization" : "User",
      name: name ?? null,
      email: email ?? null,
      emails: [...(email === undefined ? [] : [email]), ...emails].map((each, i) => ({
        email: each,
        primary: i === 0,
        verified: true,
        visibility: each === email ? "public" : "private",
      })),
      createdAt: context.now(),
    };
    records.accounts.set(login.toLowerCase(), account);
    return account;
  };

  const commitFiles: World["commit"] = async (repository, files, wish = {}) => {
    const { folder } = repository;
    const branch = wish.branch ?? repository.defaultBranch;
    const by = wish.by ?? repository.owner;
    const ref = `refs/heads/${branch}`;
    const before = await readRef(folder, ref);
    const base = before ?? wish.from ?? (await readRef(folder, `refs/heads/${repository.defaultBranch}`));
    const changes: TreeChange[] = [];
    for (const [path, text] of Object.entries(files)) {
      changes.push({ path, mode: "100644", sha: text === null ? null : await writeBlob(folder, text) });
    }
    const tree = await writeTree(
      folder,
      base && (await git(folder, ["rev-parse", `${base}^{tree}`])),
      changes,
    );
    const author = wish.author ?? signatureOf(context, by);
    const message = wish.message ?? `Change ${Object.keys(files).join(", ")}`;
    const after = await writeCommit(folder, {
      tree,
      parents: base ? [base] : [],
      message,
      author,
      committer: author,
    });
    await moveRef(context, repository, { ref, before: before ?? noCommit, after }, by);
    return after;
  };

  return {
    ...createAppWorld(context),
    addPerson,
    addToken(login, { writes = true } = {}) {
      const value = `ghp_${String(records.nextId()).padStart(36, "f")}`;
      records.tokens.set(value, { value, of: { login }, writes, expired: false, expiresAt: null });
      return value;
    },
    expireToken(token) {
      const known = records.tokens.get(token);
      if (!known) throw new Error("The forge has issued no such token");
      known.expired = true;
    },
    async addRepository(name, { files = { "README.md": "A book.\n" }, ...options } = {}) {
      const [owner = "", short = ""] = name.split("/");
      if (!records.accounts.has(owner.toLowerCase())) addPerson(owner);
      return context.turn(async () => {
        const repository = await createRepository(context, { owner, name: short, ...options });
        if (Object.keys(files).length > 0) await commitFiles(repository, files, { message: "First" });
        return repository;
      });
    },
    allow(repository, login, level) {
      if (level === null) repository.collaborators.delete(login);
      else repository.collaborators.set(login, level);
    },
    protect(repository, branch, rule) {
      if (rule === null) repository.protections.delete(branch);
      else repository.protections.set(branch, rule);
    },
    refusePush(repository, ref, words) {
      if (words === null) repository.refusals.delete(ref);
      else repository.refusals.set(ref, words);
    },
    fork: (repository, login) => context.turn(() => forkRepository(context, repository, login)),
    rename: (repository, name) => renameRepository(context, repository, name, repository.owner),
    transfer: (repository, owner) => transferRepository(context, repository, owner, repository.owner),
    remove: (repository) => context.turn(() => deleteRepository(context, repository, repository.owner)),
    commit: (...given) => context.turn(() => commitFiles(...given)),
    forcePush: (repository, branch, commit, by = repository.owner) =>
      context.turn(async () => {
        const ref = `refs/heads/${branch}`;
        const before = (await readRef(repository.folder, ref)) ?? noCommit;
        await moveRef(context, repository, { ref, before, after: commit ?? noCommit }, by);
      }),
    closePull: (repository, number) =>
      context.turn(async () => {
        const pull = pullsOf(records, repository).find((each) => each.number === number);
        if (!pull) throw new Error(`The forge has no pull request ${number}`);
        await closePull(context, pull, pull.author);
      }),
    head: (repository, branch = repository.defaultBranch) =>
      readRef(repository.folder, `refs/heads/${branch}`),
    read: (repository, path, at = repository.defaultBranch) =>
      git(repository.folder, ["cat-file", "blob", `${at}:${path}`]),
    gitUrl(repository, token) {
      const url = new URL(`${context.url}/${fullName(repository)}.git`);
      if (token !== undefined) Object.assign(url, { username: "x-access-token", password: token });
      return url.href;
    },
    finishMerge: (request, end) => context.turn(() => finishMerge(context, request, end)),
  };
}
