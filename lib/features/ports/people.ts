/** Ports for people, what they are told, and readers' reports. */
import type { ErratumState } from "#lib/core/erratum/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import type { Role } from "#lib/core/policy/index.ts";
import type { Anchor } from "#lib/core/prose/index.ts";

export interface PersonRecord {
  id: string;
  name: string;
  email: string | null;
  image: string | null;
  role: Role;
  /** Whether the role follows the repository, or was given here. */
  roleSource: "repository" | "given";
  creditAs: "name" | "pseudonym" | "anonymous";
  pseudonym: string | null;
  demo: boolean;
  /** The login and numeric id at the Git host, when they signed in there. */
  host: { login: string; id: string } | null;
}

export interface People {
  find(id: string): Promise<PersonRecord | null>;
  /** The person behind an account of a provider, as the provider knows them today; created at the first sign-in. */
  signIn(account: {
    provider: string;
    accountId: string;
    login: string | null;
    name: string;
    email: string | null;
    image: string | null;
    /** The role at the first sign-in. */
    role: Role;
    /** The role that whoever has a lower one is raised to; recorded as done by `raisedBy`. */
    raise: { to: Role; by: string } | null;
    demo: boolean;
    newId: string;
    now: Date;
  }): Promise<PersonRecord>;
  withRole(least: Role): Promise<PersonRecord[]>;
}

/** A person as the people page shows them. */
export interface PersonEntry {
  id: string;
  name: string;
  role: Role;
  demo: boolean;
  roleSource: "repository" | "given";
  /** At the Git host. */
  login: string | null;
  joinedAt: Date;
  signedInAt: Date | null;
  /** How many of their proposals are published, wholly or in part. */
  published: number;
  lastChange: { from: Role; to: Role; byName: string; at: Date } | null;
}

/** Who has which role. */
export interface Roles {
  /** Everybody from reviewers up, and the newest of the others; by part of a name or login where `search` is given. */
  list(filter: { search: string | null; demo: boolean; limit: number }): Promise<PersonEntry[]>;
  /** The ids of whoever has this login at the Git host, whatever its case: one, or nobody. */
  findByLogin(login: string): Promise<string | null>;
  /**
   * Give a person another role and record who did it. `person.changed` when it is not `from` any more;
   * `person.last-editor` when nobody who can sign in could publish afterwards.
   */
  change(
    personId: string,
    change: { from: Role; to: Role; byId: string | null; byName: string; demo: boolean; at: Date },
  ): Promise<Outcome<true>>;
}

/** What somebody is told: in the app, and by mail when there is an address. */
export interface Letter {
  to: { personId: string } | { email: string };
  title: string;
  body: string;
  /** The page that shows more. */
  href: string;
}

/** Tells people what happened. */
export interface Post {
  tell(to: Letter["to"], words: Omit<Letter, "to">): Promise<void>;
}

export interface NotificationRecord {
  id: string;
  title: string;
  body: string;
  href: string;
  at: Date;
  readAt: Date | null;
}

export interface Inbox {
  list(personId: string, limit: number): Promise<NotificationRecord[]>;
  unread(personId: string): Promise<number>;
  markRead(personId: string): Promise<void>;
}

export interface ErratumRecord {
  id: string;
  number: number;
  bookId: string;
  chapterId: string;
  chapterSlug: string;
  chapterTitle: string;
  chapterPath: string;
  state: ErratumState;
  kind: string;
  description: string;
  suggestion: string | null;
  evidence: string | null;
  anchor: Anchor | null;
  commit: string;
  quote: string;
  reporterName: string | null;
  reporterMail: string | null;
  reason: string | null;
  duplicateOf: string | null;
  proposal: { id: string; number: number } | null;
  fixedCommit: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface ErratumEventRecord {
  from: ErratumState | null;
  to: ErratumState;
  reason: string | null;
  byName: string;
  commit: string | null;
  at: Date;
}

export interface Errata {
  /** Store a report; the same report sent twice gives the first one back with `first: false`. */
  file(report: {
    id: string;
    bookId: string;
    chapterId: string;
    keyHash: string;
    kind: string;
    description: string;
    suggestion: string | null;
    evidence: string | null;
    anchor: Anchor | null;
    commit: string;
    quote: string;
    reporterName: string | null;
    reporterMail: string | null;
    cc0: boolean;
    fingerprint: string;
  }): Promise<{ erratum: ErratumRecord; first: boolean }>;
  find(by: { id: string } | { number: number } | { keyHash: string }): Promise<ErratumRecord | null>;
  list(filter: {
    bookId?: string;
    chapterId?: string;
    states?: ErratumState[];
    limit: number;
  }): Promise<ErratumRecord[]>;
  events(id: string): Promise<ErratumEventRecord[]>;
  /** Move it, when it is still in state `from`; refused with `erratum.wrong-state` otherwise. */
  move(
    id: string,
    from: ErratumState,
    move: {
      to: ErratumState;
      reason: string | null;
      byName: string;
      duplicateOf?: string | null;
      proposalId?: string;
      commit?: string;
    },
  ): Promise<Outcome<ErratumRecord>>;
}

export interface Dismissals {
  all(bookId: string): Promise<Set<string>>;
  dismiss(bookId: string, fingerprint: string, byId: string): Promise<void>;
}
