/** The forge's record: what GitHub's database holds. Everything about commits and branches is in Git itself. */

export interface Account {
  id: number;
  login: string;
  type: "User" | "Organization" | "Bot";
  name: string | null;
  /** The public address; null for those who keep theirs private, as most do. */
  email: string | null;
  /** All of them, as the person alone may see. */
  emails: { email: string; primary: boolean; verified: boolean; visibility: "public" | "private" | null }[];
  createdAt: string;
}

export type Level = "read" | "triage" | "write" | "maintain" | "admin";

/** A rule of one branch; what is left out does not hold. */
export interface Protection {
  /** Pushes are refused; changes come by pull requests. */
  requirePullRequest?: boolean;
  requiredApprovals?: number;
  /** Contexts that must have succeeded at the head. */
  requiredChecks?: string[];
  /** Logins and app slugs that the rules do not bind. */
  bypass?: string[];
}

export interface Repository {
  id: number;
  owner: string;
  name: string;
  description: string | null;
  private: boolean;
  archived: boolean;
  defaultBranch: string;
  /** Where its bare repository is. */
  folder: string;
  /** The repository it was forked from. */
  parentId: number | null;
  collaborators: Map<string, Level>;
  protections: Map<string, Protection>;
  /** Said to a push that would change this ref, in the words of GitHub's own refusals. */
  refusals: Map<string, string>;
  allowedMerges: Set<MergeMethod>;
  createdAt: string;
  pushedAt: string;
  /** Of pull requests, counted from one; GitHub shares them with issues. */
  lastNumber: number;
}

export type MergeMethod = "merge" | "squash" | "rebase";

export interface Pull {
  id: number;
  number: number;
  repositoryId: number;
  author: string;
  title: string;
  body: string | null;
  draft: boolean;
  state: "open" | "closed";
  base: { ref: string; sha: string };
  head: { ref: string; sha: string; repositoryId: number };
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  mergedAt: string | null;
  mergedBy: string | null;
  mergeCommit: string | null;
  maintainerCanModify: boolean;
  /** Null: nobody has asked yet since a branch moved. */
  mergeability: { base: string; head: string; clean: boolean } | null;
}

export interface Review {
  id: number;
  pullId: number;
  author: string;
  body: string;
  state: "PENDING" | "COMMENTED" | "APPROVED" | "CHANGES_REQUESTED" | "DISMISSED";
  commit: string;
  submittedAt: string | null;
}

export interface ReviewComment {
  id: number;
  pullId: number;
  reviewId: number;
  author: string;
  body: string;
  path: string;
  line: number | null;
  side: "LEFT" | "RIGHT";
  startLine: number | null;
  startSide: "LEFT" | "RIGHT" | null;
  subject: "line" | "file";
  commit: string;
  hunk: string;
  replyTo: number | null;
  createdAt: string;
  updatedAt: string;
}

export interface IssueComment {
  id: number;
  pullId: number;
  author: string;
  appId: number | null;
  body: string;
  createdAt: string;
  updatedAt: string;
}

export interface CheckRun {
  id: number;
  repositoryId: number;
  appId: number;
  name: string;
  sha: string;
  externalId: string;
  detailsUrl: string | null;
  status: "queued" | "in_progress" | "completed" | "waiting" | "requested" | "pending";
  conclusion: string | null;
  startedAt: string | null;
  completedAt: string | null;
  output: { title: string | null; summary: string | null; text: string | null; annotations: number };
}

export interface CommitStatus {
  id: number;
  repositoryId: number;
  sha: string;
  context: string;
  state: "error" | "failure" | "pending" | "success";
  description: string | null;
  targetUrl: string | null;
  author: string;
  createdAt: string;
}

export interface MergeRequest {
  uuid: string;
  pullId: number;
  method: MergeMethod;
  title: string | undefined;
  message: string | undefined;
  expectedHead: string;
  by: string;
  status: "pending" | "merged" | "enqueued" | "failed";
  words: string;
  sha: string | null;
}

export interface Hook {
  id: number;
  /** Null: the webhook of an app. */
  repositoryId: number | null;
  appId: number | null;
  url: string;
  secret: string | null;
  events: string[];
  active: boolean;
  createdAt: string;
  updatedAt: string;
}

export type Access = "read" | "write";
/** GitHub's names: contents, pull_requests, checks, statuses, metadata, administration, repository_hooks… */
export type Permissions = Record<string, Access>;

export interface App {
  id: number;
  slug: string;
  name: string;
  owner: string;
  clientId: string;
  clientSecret: string;
  webhookSecret: string;
  privateKey: string;
  publicKey: string;
  permissions: Permissions;
  events: string[];
  createdAt: string;
}

/** An app that people sign in with and that does nothing else. */
export interface OauthApp {
  name: string;
  clientId: string;
  clientSecret: string;
}

export interface Installation {
  id: number;
  appId: number;
  account: string;
  /** Repository ids; "all" also takes those that come later. */
  repositories: Set<number> | "all";
  permissions: Permissions;
  suspendedAt: string | null;
  createdAt: string;
}

export interface Token {
  value: string;
  /** A person's login, or the installation it was issued to. */
  of:
    | { login: string }
    | { installationId: number; permissions: Permissions; repositories: Set<number> | null };
  /** False for a token that may only read. */
  writes: boolean;
  expired: boolean;
  expiresAt: string | null;
}

/** Who asks, as the token tells. */
export type Caller =
  | { kind: "anonymous" }
  | { kind: "person"; login: string; writes: boolean; token: string }
  | { kind: "installation"; installation: Installation; app: App; token: Token }
  | { kind: "app"; app: App };
