export type { GithubIdentity } from "./credentials.ts";
export { createGithubClient, type GithubClient, type GithubOptions } from "./github-client.ts";
export {
  type MergeMethod,
  type MergeProgress,
  type MergeWish,
  mergePullRequest,
  readMerge,
  startMerge,
} from "./pull-merges.ts";
export {
  type ChangedFile,
  changePullRequest,
  findOpenPullRequest,
  listChangedFiles,
  listPullRequests,
  type Mergeability,
  type NewPullRequest,
  openPullRequest,
  type PullRequest,
  type PullRequestChange,
  readPullRequest,
} from "./pull-requests.ts";
export type { RateBudget } from "./rate-watch.ts";
export {
  createRepositoryClient,
  findRepository,
  type GithubRepository,
  type RepositoryClient,
} from "./repository.ts";
