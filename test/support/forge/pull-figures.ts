import type { ForgeContext } from "./context.ts";
import { writeCommit } from "./git/commits.ts";
import { readDifferences } from "./git/differences.ts";
import { mergeTree } from "./git/merge.ts";
import { countCommits, mergeBase, readRef, writeRef } from "./git/refs.ts";
import { type PullFigures, repositoryOf } from "./shapes/pull.ts";
import type { Pull } from "./types.ts";

/** Where a pull request's own changes begin: what both sides had in common. */
export async function startOf(context: ForgeContext, pull: Pull): Promise<string> {
  const { folder } = repositoryOf(context, pull.repositoryId);
  const base = (await mergeBase(folder, pull.base.sha, pull.head.sha)) ?? pull.base.sha;
  return base;
}

/** What a pull request changes, counted, and whether it merges as far as anyone has asked. */
export async function readFigures(context: ForgeContext, pull: Pull): Promise<PullFigures> {
  const { folder } = repositoryOf(context, pull.repositoryId);
  const start = await startOf(context, pull);
  const files = await readDifferences(folder, start, pull.head.sha);
  const commits = await countCommits(folder, start, pull.head.sha);
  const known = await knownMergeability(context, pull);
  return {
    mergeable: known,
    mergeableState: known === null ? "unknown" : known ? await stateOf(context, pull) : "dirty",
    commits,
    additions: files.reduce((sum, each) => sum + each.additions, 0),
    deletions: files.reduce((sum, each) => sum + each.deletions, 0),
    changedFiles: files.length,
  };
}

/** Null when a branch has moved since anyone last asked, or the pull request is closed. */
async function knownMergeability(context: ForgeContext, pull: Pull): Promise<boolean | null> {
  if (pull.state === "closed") return null;
  const { folder } = repositoryOf(context, pull.repositoryId);
  const base = await readRef(folder, `refs/heads/${pull.base.ref}`);
  const known = pull.mergeability;
  return known && known.base === base && known.head === pull.head.sha ? known.clean : null;
}

/** GitHub answers "unknown" and works it out in the background; here it is known by the next request. */
export async function workOutMergeability(context: ForgeContext, pull: Pull): Promise<boolean> {
  const { folder } = repositoryOf(context, pull.repositoryId);
  const base = (await readRef(folder, `refs/heads/${pull.base.ref}`)) ?? pull.base.sha;
  const tree = await mergeTree(folder, base, pull.head.sha);
  pull.mergeability = { base, head: pull.head.sha, clean: tree !== undefined };
  if (tree === undefined) {
    pull.mergeCommit = null;
    return false;
  }
  const by = { name: "GitHub", email: "noreply@github.com", date: context.now() };
  pull.mergeCommit = await writeCommit(folder, {
    tree,
    parents: [base, pull.head.sha],
    message: `Merge ${pull.head.sha} into ${base}`,
    author: by,
    committer: by,
  });
  await writeRef(folder, `refs/pull/${pull.number}/merge`, pull.mergeCommit);
  return true;
}

async function stateOf(context: ForgeContext, pull: Pull): Promise<string> {
  if (pull.draft) return "draft";
  return mergeRefusal(context, pull) === undefined ? "clean" : "blocked";
}

/** Why the base branch's rules refuse a merge, in GitHub's words; undefined when they do not. */
export function mergeRefusal(context: ForgeContext, pull: Pull): string | undefined {
  const { records } = context;
  const rule = repositoryOf(context, pull.repositoryId).protections.get(pull.base.ref);
  const reviews = [...records.reviews.values()].filter((each) => each.pullId === pull.id);
  const latest = new Map(
    reviews
      .filter((each) => each.state !== "COMMENTED" && each.state !== "PENDING")
      .map((each) => [each.author, each.state]),
  );
  const approvals = [...latest.values()].filter((state) => state === "APPROVED").length;
  const needed = rule?.requiredApprovals ?? 0;
  if (approvals < needed) {
    return `At least ${needed} approving review${needed === 1 ? " is" : "s are"} required by reviewers with write access.`;
  }
  if (needed > 0 && [...latest.values()].includes("CHANGES_REQUESTED")) return "Changes have been requested.";
  const missing = rule?.requiredChecks?.find((name) => !hasSucceeded(context, pull.head.sha, name));
  return missing === undefined ? undefined : `Required status check "${missing}" is expected.`;
}

function hasSucceeded({ records }: ForgeContext, sha: string, name: string): boolean {
  const runs = [...records.checkRuns.values()].filter((each) => each.sha === sha && each.name === name);
  const run = runs.at(-1);
  if (run)
    return run.status === "completed" && ["success", "neutral", "skipped"].includes(run.conclusion ?? "");
  const status = [...records.statuses.values()]
    .filter((each) => each.sha === sha && each.context === name)
    .at(-1);
  return status?.state === "success";
}
