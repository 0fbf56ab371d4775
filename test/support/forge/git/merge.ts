import { readCommits, type Signature, writeCommit } from "./commits.ts";
import { git, runGit } from "./run-git.ts";

/** The tree of a three-way merge of two commits; undefined when they conflict. */
export async function mergeTree(folder: string, base: string, head: string): Promise<string | undefined> {
  const { code, output } = await runGit(
    folder,
    ["merge-tree", "--write-tree", "--allow-unrelated-histories", base, head],
    { accept: [1] },
  );
  return code === 0 ? output.toString("utf8").split("\n")[0] : undefined;
}

export interface Landing {
  base: string;
  head: string;
  title: string;
  message: string;
  /** Who pressed the button, or wrote what is squashed. */
  author: Signature;
  committer: Signature;
}

/** A merge commit of head into base; undefined on conflict. */
export async function makeMerge(folder: string, landing: Landing): Promise<string | undefined> {
  const tree = await mergeTree(folder, landing.base, landing.head);
  if (tree === undefined) return undefined;
  return writeCommit(folder, {
    tree,
    parents: [landing.base, landing.head],
    message: wording(landing),
    author: landing.author,
    committer: landing.committer,
  });
}

/** All of head's changes as one commit on base; undefined on conflict. */
export async function makeSquash(folder: string, landing: Landing): Promise<string | undefined> {
  const tree = await mergeTree(folder, landing.base, landing.head);
  if (tree === undefined) return undefined;
  return writeCommit(folder, {
    tree,
    parents: [landing.base],
    message: wording(landing),
    author: landing.author,
    committer: landing.committer,
  });
}

/** Head's commits one by one on top of base, with their authors and words; undefined on conflict. */
export async function makeRebase(folder: string, landing: Landing): Promise<string | undefined> {
  const { committer } = landing;
  const commits = await readCommits(folder, [
    "--reverse",
    "--no-merges",
    "--topo-order",
    `${landing.base}..${landing.head}`,
    "--",
  ]);
  let tip = landing.base;
  const treeOf = (commit: string) => git(folder, ["rev-parse", `${commit}^{tree}`]);
  const still = (tree: string, parents: string[]) =>
    writeCommit(folder, { tree, parents, message: "step", author: committer, committer });
  for (const commit of commits) {
    // A merge whose base is the commit's own parent: three commits that only exist for git to find that base.
    const before = await still(await treeOf(`${commit.sha}^`), []);
    const ours = await still(await treeOf(tip), [before]);
    const theirs = await still(commit.tree, [before]);
    const tree = await mergeTree(folder, ours, theirs);
    if (tree === undefined) return undefined;
    if (tree === (await treeOf(tip))) continue;
    tip = await writeCommit(folder, {
      tree,
      parents: [tip],
      message: commit.message,
      author: commit.author,
      committer,
    });
  }
  return tip;
}

function wording({ title, message }: Landing): string {
  return message === "" ? title : `${title}\n\n${message}`;
}
