import type { ForgeContext } from "../context.ts";
import type { Commit, Signature } from "../git/commits.ts";
import type { FileDifference } from "../git/differences.ts";
import { fullName } from "../records.ts";
import type { Repository } from "../types.ts";
import { nodeId, showAccount } from "./account.ts";
import { repositoryUrl } from "./repository.ts";

const unsigned = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };

/** `git-commit` of GitHub's description. */
export function showGitCommit(context: ForgeContext, repository: Repository, commit: Commit) {
  const api = repositoryUrl(context, repository);
  const page = `${context.url}/${fullName(repository)}/commit`;
  return {
    sha: commit.sha,
    node_id: nodeId(`Commit:${commit.sha}`, repository.id),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${page}/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${page}/${sha}`,
    })),
    verification: unsigned,
  };
}

/** `commit` of GitHub's description. */
export function showCommit(context: ForgeContext, repository: Repository, commit: Commit) {
  const api = repositoryUrl(context, repository);
  const page = `${context.url}/${fullName(repository)}/commit`;
  return {
    sha: commit.sha,
    node_id: nodeId(`Commit:${commit.sha}`, repository.id),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${page}/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: accountOf(context, commit.author),
    committer: accountOf(context, commit.committer),
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${page}/${sha}` })),
  };
}

/** GitHub finds people by their address; null for strangers. */
function accountOf(context: ForgeContext, { email }: Signature) {
  const account = [...context.records.accounts.values()].find((each) => addressesOf(each).includes(email));
  return account ? showAccount(context, account.login) : null;
}

/** The addresses by which a commit is a person's: their own and GitHub's stand-in. */
export function addressesOf(account: { id: number; login: string; email: string | null }): string[] {
  const standIn = `${account.id}+${account.login}@users.noreply.github.com`;
  return account.email === null ? [standIn] : [account.email, standIn];
}

/** `diff-entry` of GitHub's description. */
export function showDifference(
  context: ForgeContext,
  repository: Repository,
  commit: string,
  difference: FileDifference,
) {
  const path = difference.path.split("/").map(encodeURIComponent).join("/");
  const page = `${context.url}/${fullName(repository)}`;
  return {
    sha: difference.blob,
    filename: difference.path,
    status: difference.status,
    additions: difference.additions,
    deletions: difference.deletions,
    changes: difference.additions + difference.deletions,
    blob_url: `${page}/blob/${commit}/${path}`,
    raw_url: `${page}/raw/${commit}/${path}`,
    contents_url: `${repositoryUrl(context, repository)}/contents/${path}?ref=${commit}`,
    ...(difference.patch === undefined ? {} : { patch: difference.patch }),
    ...(difference.previousPath === null ? {} : { previous_filename: difference.previousPath }),
  };
}
