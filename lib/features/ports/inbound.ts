/** Ports for what the Git host tells of itself. */
import type {
  CommentChanges,
  Duty,
  Hint,
  HostComment,
  KeptComment,
  PulledChange,
} from "#lib/core/host/index.ts";
import type { LedgerKind } from "#lib/core/licence/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import type { RepositoryPermission, Role } from "#lib/core/policy/index.ts";
import type { ProposalState, PullLink } from "#lib/core/proposal/index.ts";

/** A delivery as it was received. */
export interface DeliveryRecord {
  /** The host's own number for it. */
  id: string;
  event: string;
  action: string | null;
  hint: Hint;
}

/** What the host told, kept until it was handled. */
export interface Deliveries {
  /**
   * Keep it and queue its handling, both or neither; `first` is false when it was kept before. `storage.unavailable`
   * or `storage.full` when the database does not take it.
   */
  store(delivery: DeliveryRecord): Promise<Outcome<{ first: boolean }>>;
  /** What was not handled yet, oldest first. */
  open(limit: number): Promise<DeliveryRecord[]>;
  /** Mark them handled and queue what follows from them, both or neither. */
  settle(ids: readonly string[], duties: readonly Duty[]): Promise<void>;
  /** Which of these were received. */
  known(ids: readonly string[]): Promise<Set<string>>;
  /** Forget what was handled before a time; how many. */
  clear(before: Date): Promise<number>;
}

/** How the book's repository stands at the host. */
export interface HostStanding {
  branch: string;
  /** The host's number of it; null until it was asked. */
  hostId: number | null;
  /** Why the host does not work with us, in words for admins. */
  problem: string | null;
  /** Up to when changed pull requests were asked for. */
  roundAt: Date | null;
  /** Since when the book is here. */
  since: Date;
}

export interface HostStandings {
  /** Null before the book's first sync. */
  find(bookId: string): Promise<HostStanding | null>;
  note(bookId: string, change: Partial<Pick<HostStanding, "hostId" | "problem" | "roundAt">>): Promise<void>;
}

/** Somebody's account at the host. */
export interface HostAccount {
  id: number;
  login: string;
}

/** A pull request as its people made it. */
export interface PullAtHost {
  number: number;
  state: PullLink["state"];
  draft: boolean;
  title: string;
  body: string;
  /** Null when the account is gone. */
  author: HostAccount | null;
  base: { branch: string; commit: string };
  /** Whether its branch is in the book's own repository. */
  head: { branch: string; commit: string; own: boolean };
  mergeCommit: string | null;
  pageUrl: string;
  createdAt: Date;
  updatedAt: Date;
}

/** The pull requests of the book's repository, as anybody opens them. */
export interface PullsAtHost {
  /** `github.not-found` where there is none. */
  read(number: number): Promise<Outcome<PullAtHost>>;
  /** Those that changed since; all that are open where it is null. Those changed last come first. */
  changed(since: Date | null): Promise<Outcome<{ number: number; updatedAt: Date }[]>>;
  /** Say at a commit how its licence stands; asking twice says it once. */
  sayLicence(
    commit: string,
    status: { state: "pending" | "success"; description: string; address: string },
  ): Promise<Outcome<true>>;
  /** Close it; one that is closed stays so. */
  close(number: number): Promise<Outcome<true>>;
}

/** What a pull request changes, by Git itself: from where it left the book's branch to its head. */
export interface PullCommits {
  /** @param base a commit of the book's branch that it does not have, such as the one it asks to change */
  fetch(
    number: number,
    base: { commit: string } | { before: string },
  ): Promise<Outcome<{ head: string; base: string | null; changes: PulledChange[] }>>;
}

/** Proposals that are taken from pull requests. */
export interface PulledProposals {
  /** The person behind an account at the host, made where they have never been here. */
  author(account: HostAccount, newId: string): Promise<{ id: string; name: string }>;
  /**
   * Store it with its link and an event, all or nothing; `proposal.stale` when it is not at `version` any more.
   * @param pulled `version` is null for a new one; texts that are not among `files` are none of it any more
   */
  store(pulled: {
    id: string;
    version: number | null;
    bookId: string;
    authorId: string;
    title: string;
    rationale: string;
    state: ProposalState;
    /** Null leaves base and texts as they are. */
    texts: { baseCommit: string; files: { path: string; base: string; text: string }[] } | null;
    link: PullLink;
    event: { kind: string; detail?: Record<string, unknown> } | null;
    at: Date;
    /** Merged at the host with its author's grant: what the ledger and the credits say of it. */
    landed: {
      paths: string[];
      creditName: string;
      ledger: { kind: LedgerKind; payload: Record<string, unknown> }[];
    } | null;
  }): Promise<Outcome<{ number: number; version: number }>>;
}

/** What is said below a pull request and on its lines. */
export interface HostTalk {
  /** Oldest first; `whole` is false where there is more than one looks through. */
  list(number: number): Promise<Outcome<{ comments: HostComment[]; whole: boolean }>>;
  /** Say something once; `key` finds it again. */
  say(number: number, comment: { key: string; body: string }): Promise<Outcome<{ hostId: string }>>;
}

/** Comments of a proposal with their counterparts at the host. */
export interface TalkRecords {
  list(proposalId: string): Promise<(KeptComment & { authorName: string; path: string | null; at: Date })[]>;
  /** All or nothing; one that is there already is left as it is. */
  change(
    proposalId: string,
    changes: Omit<CommentChanges, "add"> & {
      add: {
        id: string;
        hostId: string;
        authorId: string;
        body: string;
        path: string | null;
        hunk: string | null;
        at: Date;
      }[];
    },
  ): Promise<void>;
  /** Note the counterpart of a comment that was sent. */
  sent(id: string, hostId: string): Promise<void>;
}

/** The book's repository at the host. */
export interface HostRepository {
  /**
   * What the host says of it, by its number where that is known, else by its name. `heir`: another repository has the
   * name that the settings give.
   */
  describe(
    id: number | null,
  ): Promise<Outcome<{ id: number; name: string; archived: boolean; heir: boolean }>>;
  /** What somebody may do in it. */
  permission(account: { login: string; id: string }): Promise<Outcome<RepositoryPermission>>;
}

/** Deliveries that the host could not make. */
export interface MissedDeliveries {
  /** Newest first, at most some dozens; those that failed several times are left out. */
  list(): Promise<Outcome<{ id: string; attempt: number }[]>>;
  /** Ask for one again; it comes under the same id. */
  again(attempt: number): Promise<Outcome<unknown>>;
}

/** What people may do in the book's repository, as last heard. */
export interface Permissions {
  /** Null where it was never asked. */
  last(accountId: string): Promise<{ permission: RepositoryPermission; at: Date } | null>;
  /** Keep what was heard; a role that follows it is recorded as changed where it is another one. */
  hear(
    person: { id: string; accountId: string },
    heard: { permission: RepositoryPermission; role: Role; at: Date },
  ): Promise<void>;
}
