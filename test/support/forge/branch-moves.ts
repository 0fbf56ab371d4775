import type { ForgeContext } from "./context.ts";
import { fetchFrom } from "./git/bare-repository.ts";
import { readCommits } from "./git/commits.ts";
import { readDifferences } from "./git/differences.ts";
import { isAncestor, noCommit, readRef, writeRef } from "./git/refs.ts";
import { fullName } from "./records.ts";
import { showAccount } from "./shapes/account.ts";
import { repositoryOf } from "./shapes/pull.ts";
import { repositoryUrl, showRepository } from "./shapes/repository.ts";
import { tellPull } from "./tell.ts";
import type { Pull, Repository } from "./types.ts";

export interface RefMove {
  ref: string;
  before: string;
  after: string;
}

/** Move a ref and let everyone know who has to. @throws GitRefusal when it no longer names `before` */
export async function moveRef(
  context: ForgeContext,
  repository: Repository,
  move: RefMove,
  by: string,
): Promise<void> {
  await writeRef(repository.folder, move.ref, move.after, move.before);
  await refsMoved(context, repository, [move], by);
}

/** What follows when refs have moved, by whatever way: webhooks, and the pull requests that hang on them. */
export async function refsMoved(
  context: ForgeContext,
  repository: Repository,
  moves: readonly RefMove[],
  by: string,
): Promise<void> {
  repository.pushedAt = context.now();
  for (const move of moves) {
    await tellPush(context, repository, move, by);
    if (!move.ref.startsWith("refs/heads/")) continue;
    const branch = move.ref.slice("refs/heads/".length);
    for (const pull of context.records.pulls.values()) {
      if (pull.state === "closed") continue;
      if (pull.head.repositoryId === repository.id && pull.head.ref === branch) {
        await headMoved(context, pull, move, by);
      }
      if (pull.repositoryId === repository.id && pull.base.ref === branch) {
        await baseMoved(context, pull, repository, move, by);
      }
    }
  }
}

async function headMoved(context: ForgeContext, pull: Pull, move: RefMove, by: string): Promise<void> {
  if (move.after === noCommit) return closePull(context, pull, by);
  pull.head.sha = move.after;
  pull.updatedAt = context.now();
  await keepPullRef(context, pull);
  const base = await readRef(repositoryOf(context, pull.repositoryId).folder, `refs/heads/${pull.base.ref}`);
  if (base) pull.base.sha = base;
  await tellPull(context, pull, "synchronize", by, { before: move.before, after: move.after });
}

async function baseMoved(
  context: ForgeContext,
  pull: Pull,
  repository: Repository,
  move: RefMove,
  by: string,
): Promise<void> {
  if (move.after === noCommit) return closePull(context, pull, by);
  // A push that brings the head along merges the pull request, as on GitHub.
  if (!(await isAncestor(repository.folder, pull.head.sha, move.after))) return;
  if (await isAncestor(repository.folder, pull.head.sha, move.before).catch(() => false)) return;
  pull.mergedAt = context.now();
  pull.mergedBy = by;
  pull.mergeCommit = move.after;
  await closePull(context, pull, by);
}

/** Close it and say so. */
export async function closePull(context: ForgeContext, pull: Pull, by: string): Promise<void> {
  pull.state = "closed";
  pull.closedAt = context.now();
  pull.updatedAt = context.now();
  await tellPull(context, pull, "closed", by);
}

/** `refs/pull/N/head` in the repository that it asks, also when the commits come from a fork. */
export async function keepPullRef(context: ForgeContext, pull: Pull): Promise<void> {
  const base = repositoryOf(context, pull.repositoryId);
  const ref = `refs/pull/${pull.number}/head`;
  if (pull.head.repositoryId === pull.repositoryId) return writeRef(base.folder, ref, pull.head.sha);
  const head = repositoryOf(context, pull.head.repositoryId);
  return fetchFrom(base.folder, head.folder, pull.head.sha, ref);
}

async function tellPush(
  context: ForgeContext,
  repository: Repository,
  move: RefMove,
  by: string,
): Promise<void> {
  const { ref, before, after } = move;
  const created = before === noCommit;
  const deleted = after === noCommit;
  const base = { repository: showRepository(context, repository), sender: showAccount(context, by) };
  const isTag = ref.startsWith("refs/tags/");
  const short = ref.replace(/^refs\/(?:heads|tags)\//u, "");
  const named = { ref: short, ref_type: isTag ? "tag" : "branch", pusher_type: "user" };
  const page = `${context.url}/${fullName(repository)}`;
  const commits = deleted ? [] : await pushedCommits(context, repository, move);
  const forced = !created && !deleted && !(await isAncestor(repository.folder, before, after));
  context.tell({
    name: "push",
    event: "push",
    repository,
    payload: {
      ref,
      before,
      after,
      created,
      deleted,
      forced,
      base_ref: null,
      compare: `${page}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      commits,
      head_commit: commits.at(-1) ?? null,
      pusher: { name: by, email: context.records.accounts.get(by.toLowerCase())?.email ?? null },
      ...base,
      repository: pushedRepository(context, repository),
    },
  });
  if (created) {
    const master = repository.defaultBranch;
    const payload = { ...named, master_branch: master, description: repository.description, ...base };
    context.tell({ name: "create", event: "create", repository, payload });
  }
  if (deleted) context.tell({ name: "delete", event: "delete", repository, payload: { ...named, ...base } });
}

/** In pushes alone, GitHub gives two times in seconds and the number of stars twice. */
function pushedRepository(context: ForgeContext, repository: Repository) {
  const seconds = (date: string) => Math.floor(Date.parse(date) / 1000);
  return {
    ...showRepository(context, repository),
    created_at: seconds(repository.createdAt),
    pushed_at: seconds(repository.pushedAt),
    stargazers: 0,
    master_branch: repository.defaultBranch,
    url: repositoryUrl(context, repository),
  };
}

async function pushedCommits(context: ForgeContext, repository: Repository, { before, after }: RefMove) {
  const { folder } = repository;
  const range = before === noCommit ? ["-1", after] : [`${before}..${after}`];
  const commits = (await readCommits(folder, ["--reverse", ...range, "--"])).slice(-20);
  return Promise.all(
    commits.map(async (commit) => {
      const [parent] = commit.parents;
      const files = parent === undefined ? [] : await readDifferences(folder, parent, commit.sha);
      const by = (status: string) => files.filter((each) => each.status === status).map((each) => each.path);
      return {
        id: commit.sha,
        tree_id: commit.tree,
        distinct: true,
        message: commit.message,
        timestamp: commit.committer.date,
        url: `${context.url}/${fullName(repository)}/commit/${commit.sha}`,
        author: { name: commit.author.name, email: commit.author.email },
        committer: { name: commit.committer.name, email: commit.committer.email },
        added: by("added"),
        removed: by("removed"),
        modified: by("modified"),
      };
    }),
  );
}

/** Whether rules keep this login from changing a branch directly; the words of GitHub's refusal, or undefined. */
export function branchRefusal(repository: Repository, branch: string, by: string): string | undefined {
  const rule = repository.protections.get(branch);
  if (!rule?.requirePullRequest || rule.bypass?.includes(by.replace("[bot]", ""))) return undefined;
  return `GH006: Protected branch update failed for refs/heads/${branch}. Changes must be made through a pull request.`;
}
