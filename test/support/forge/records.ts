import type {
  Account,
  App,
  CheckRun,
  CommitStatus,
  Hook,
  Installation,
  IssueComment,
  MergeRequest,
  OauthApp,
  Pull,
  Repository,
  Review,
  ReviewComment,
  Token,
} from "./types.ts";

/** All that the forge remembers outside Git, with ids that count up from one start, so that no two kinds share one. */
export interface Records {
  accounts: Map<string, Account>;
  repositories: Map<number, Repository>;
  /** Names that repositories had: `owner/name` in small letters to id. */
  formerNames: Map<string, number>;
  pulls: Map<number, Pull>;
  reviews: Map<number, Review>;
  reviewComments: Map<number, ReviewComment>;
  issueComments: Map<number, IssueComment>;
  checkRuns: Map<number, CheckRun>;
  statuses: Map<number, CommitStatus>;
  merges: Map<string, MergeRequest>;
  hooks: Map<number, Hook>;
  apps: Map<number, App>;
  oauthApps: Set<OauthApp>;
  installations: Map<number, Installation>;
  tokens: Map<string, Token>;
  /** Codes that GitHub hands back after an app was made from a manifest; each works once. */
  manifestCodes: Map<string, App>;
  nextId(): number;
}

/** An empty record. */
export function createRecords(): Records {
  let last = 1000;
  return {
    accounts: new Map(),
    repositories: new Map(),
    formerNames: new Map(),
    pulls: new Map(),
    reviews: new Map(),
    reviewComments: new Map(),
    issueComments: new Map(),
    checkRuns: new Map(),
    statuses: new Map(),
    merges: new Map(),
    hooks: new Map(),
    apps: new Map(),
    oauthApps: new Set(),
    installations: new Map(),
    tokens: new Map(),
    manifestCodes: new Map(),
    nextId: () => ++last,
  };
}

/** The repository of that name now, without regard to case. */
export function repositoryNamed(records: Records, owner: string, name: string): Repository | undefined {
  const wanted = `${owner}/${name}`.toLowerCase();
  return [...records.repositories.values()].find((each) => fullName(each).toLowerCase() === wanted);
}

export function fullName(repository: Repository): string {
  return `${repository.owner}/${repository.name}`;
}

export function pullsOf(records: Records, repository: Repository): Pull[] {
  return [...records.pulls.values()].filter((each) => each.repositoryId === repository.id);
}
