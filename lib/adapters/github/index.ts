export {
  type Check,
  type CheckReport,
  type Conclusion,
  listChecks,
  readStatuses,
  reportCheck,
} from "./checks.ts";
export {
  addComment,
  commentMark,
  editComment,
  listComments,
  type PullComment,
  removeComment,
} from "./comments.ts";
export type { GithubIdentity } from "./credentials.ts";
export { createGithubClient, type GithubClient, type GithubOptions } from "./github-client.ts";
export { ensureHook, listMissedDeliveries, redeliver, type WantedHook } from "./hooks.ts";
export { createHostDoor, readHostBudget } from "./host-door.ts";
export { createHostRepository } from "./host-repository.ts";
export { createHostTalk } from "./host-talk.ts";
export { createHostTrial } from "./host-trial.ts";
export {
  type AppClient,
  convertManifest,
  createAppApi,
  type DeliveryAttempt,
  type Installation,
  type NewApp,
} from "./installation.ts";
export {
  addLineComment,
  type LineComment,
  listLineComments,
  type NewLineComment,
  replyToLineComment,
} from "./line-comments.ts";
export { createMissedByApp, createMissedByHook } from "./missed-deliveries.ts";
export { createPermissionGate } from "./permission-gate.ts";
export { type BranchRules, type RepositoryRole, readBranchRules, readRole } from "./permissions.ts";
export { createPullRequests } from "./proposal-pulls.ts";
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
  listChangedPullRequests,
  listPullRequests,
  type Mergeability,
  type NewPullRequest,
  openPullRequest,
  type PullRequest,
  type PullRequestChange,
  readPullRequest,
} from "./pull-requests.ts";
export { createPullsAtHost } from "./pulls-at-host.ts";
export type { RateBudget } from "./rate-watch.ts";
export {
  createRepositoryClient,
  findRepository,
  type GithubRepository,
  type RepositoryClient,
} from "./repository.ts";
export { repositoryName } from "./repository-name.ts";
export { listReviews, type NewReview, type Review, submitReview, type Verdict } from "./reviews.ts";
export { reportStatus, type StatusReport } from "./statuses.ts";
export { type Delivery, type DeliveryRequest, largestDelivery, verifyDelivery } from "./verify-delivery.ts";
