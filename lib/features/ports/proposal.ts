/** Ports through which use cases see proposals, their review and their publication. */
import type { Grant, LedgerEntry, LedgerKind } from "#lib/core/licence/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import type {
  Addition,
  CoAuthor,
  HunkRuling,
  ImageAddition,
  ProposalState,
} from "#lib/core/proposal/index.ts";
import type { Letter } from "./people.ts";

export interface ProposalFileRecord {
  path: string;
  base: string;
  text: string;
  assistance: { source: string; before: string; after: string }[];
  /** Ids of changes, counted from the base, that an editor's own words in the book took the place of. */
  done?: readonly string[];
}

export interface ProposalRecord {
  id: string;
  number: number;
  bookId: string;
  authorId: string;
  authorName: string;
  /** Who was invited to write along, in the order they joined. */
  coAuthors: CoAuthor[];
  /** The secret of the link by which others join in; null while nobody is invited. */
  shareKey: string | null;
  title: string;
  rationale: string;
  state: ProposalState;
  baseCommit: string;
  version: number;
  /** In how many passages the book has changed in the same words since, as of the last sync. */
  clashes: number;
  submittedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  files: ProposalFileRecord[];
  /** Everything its author added while writing; what the texts refer to is carried along (`carriedAdditions`). */
  additions: Addition[];
  /** The folder of the book in its repository. */
  bookRoot: string;
  /** "host": taken from a pull request, and written there. */
  origin: "colophon" | "host";
  errata: { id: string; number: number }[];
}

/** Drafts: proposals that only their author sees. */
export interface Drafts {
  /** The author's open draft of a chapter, when there is one. */
  findOpen(bookId: string, authorId: string, path: string): Promise<ProposalRecord | null>;
  create(draft: {
    id: string;
    bookId: string;
    authorId: string;
    baseCommit: string;
    title: string;
    rationale: string;
    file: { path: string; base: string; text: string };
    erratumId: string | null;
  }): Promise<ProposalRecord>;
  /**
   * Save when `version` is still the stored one; returns the new version, or `draft.stale`. Where several people write, the
   * text becomes a change of the shared text, by `byId`.
   */
  save(
    id: string,
    version: number,
    change: {
      title?: string;
      rationale?: string;
      baseCommit?: string;
      files?: ProposalFileRecord[];
    },
    byId?: string | null,
  ): Promise<Outcome<{ version: number }>>;
  discard(id: string): Promise<void>;
}

/** What comes of bringing one's own state of a shared text together with the stored one. */
export interface Exchanged {
  /** What the asker lacks, as Yjs encodes it. */
  update: Uint8Array;
  /** What is stored, as a state vector. */
  vector: Uint8Array;
  version: number;
  /** The last stored change. */
  at: bigint;
}

/** The texts of drafts that several people write. Each stored state is also the text of the proposal's file. */
export interface SharedTexts {
  /**
   * Store what somebody wrote and give what they lack, in one step. Who they are comes from their session; rights and
   * state are asked once more while the proposal is held.
   */
  exchange(asked: {
    proposalId: string;
    path: string;
    personId: string;
    /** What the asker has; null where they want to know nothing. */
    vector: Uint8Array | null;
    /** What the asker wrote. */
    update: Uint8Array | null;
  }): Promise<Outcome<Exchanged>>;
  /** Changes stored after one, in order. */
  since(proposalId: string, path: string, after: bigint): Promise<{ at: bigint; bytes: Uint8Array }[]>;
}

/** Who writes a proposal besides its author. */
export interface CoAuthors {
  /** The proposal that a link leads to. */
  findByKey(key: string): Promise<ProposalRecord | null>;
  /** Set the secret of the link; null ends all invitations. */
  setKey(proposalId: string, key: string | null): Promise<void>;
  /** Let somebody in, while the link is the proposal's and its text can be changed. False when it is not. */
  join(proposalId: string, key: string, personId: string): Promise<boolean>;
  leave(proposalId: string, personId: string): Promise<void>;
}

/** What proposals bring along besides text. */
export interface Additions {
  /**
   * Store an addition with the bytes of an image, while the proposal is its author's to edit; `proposal.wrong-state`
   * otherwise. It never takes the place of another one.
   */
  add(proposalId: string, id: string, addition: Addition, bytes: Uint8Array | null): Promise<Outcome<true>>;
  /** The bytes of an image; null when they were cleared away. */
  bytes(image: Pick<ImageAddition, "sha256">): Promise<Uint8Array | null>;
  /** The authors of proposals that carry an image, drafts apart from what was sent. */
  holders(
    sha256: string,
  ): Promise<{ authorId: string; coAuthors: CoAuthor[]; draft: boolean; mediaType: string }[]>;
  /** Proposals that are their author's, untouched since, with what was added to them before. */
  resting(before: Date): Promise<Pick<ProposalRecord, "id" | "files" | "additions" | "bookRoot">[]>;
  /** Take additions away from a proposal that is its author's and was not touched since. */
  remove(proposalId: string, additions: readonly Addition[], before: Date): Promise<void>;
  /** Remove images that no open proposal carries and none that was touched since; says how many. */
  clear(before: Date): Promise<number>;
}

export interface ProposalEventRecord {
  kind: string;
  actorName: string | null;
  detail: Record<string, unknown>;
  at: Date;
}

export interface CommentRecord {
  id: string;
  path: string | null;
  hunk: string | null;
  authorName: string;
  body: string;
  at: Date;
}

/** Proposals as reviewers and their authors see them. */
export interface Proposals {
  find(by: { id: string } | { number: number }): Promise<ProposalRecord | null>;
  list(filter: {
    bookId?: string;
    /** Whoever wrote it, as its author or along with them. */
    authorId?: string;
    states?: ProposalState[];
    path?: string;
    limit: number;
    after?: number;
  }): Promise<ProposalRecord[]>;
  /** Move it on, when `version` is still the stored one; the grant, where given, is stored with it. */
  record(
    id: string,
    version: number,
    move: {
      state: ProposalState;
      event: { kind: string; actorId: string | null; detail?: Record<string, unknown> };
      title?: string;
      rationale?: string;
      grant?: Grant;
      submittedAt?: Date;
      /** New texts on a new base, where its author brought it up to the book. */
      carried?: { baseCommit: string; files: ProposalFileRecord[] };
    },
  ): Promise<Outcome<{ version: number }>>;
  /** The latest grant of its author. */
  grant(id: string): Promise<Grant | null>;
  /** The latest grant of each who wrote it, its author's first. */
  grants(id: string): Promise<Grant[]>;
  /** Note in how many passages the book has changed in the same words; false when that was known. */
  noteClashes(id: string, count: number): Promise<boolean>;
}

/** What reviewers say of a proposal. */
export interface Reviews {
  rulings(proposalId: string): Promise<(HunkRuling & { byName: string; published: boolean })[]>;
  rule(
    proposalId: string,
    ruling: HunkRuling | { path: string; hunk: string; decision: null },
    byId: string,
  ): Promise<void>;
  comments(proposalId: string): Promise<CommentRecord[]>;
  comment(comment: {
    id: string;
    proposalId: string;
    path: string | null;
    hunk: string | null;
    authorId: string;
    body: string;
  }): Promise<void>;
  events(proposalId: string): Promise<ProposalEventRecord[]>;
}

/** The changes of one file that were accepted, on the text they were judged against. */
export interface AcceptedFile {
  path: string;
  hunks: string[];
  /** The Git blob of the book's text they were counted from; missing where that is the proposal's own base. */
  onto?: string;
  /** The editor's words in place of a change's own, by its id. */
  wordings?: Record<string, string>;
  /** That these are additions which were decided on by themselves (`loneAdditions`), not changes of a text. */
  lone?: true;
  /** By the same ids: the changes, counted from the proposal's base, that those words take the place of. */
  replaced?: Record<string, string[]>;
}

/** Everything needed to make the same commit again after a crash. */
export interface PublicationPlan {
  accepted: AcceptedFile[];
  author: { name: string; email: string };
  editor: { name: string; email: string };
  /** ISO 8601, UTC; both dates of the commit. */
  date: string;
  message: string;
  grantHash: string;
  /** Those who wrote along; absent in plans from before there were any. */
  coAuthors?: { name: string; email: string; grantHash: string }[];
  rest: number;
}

export interface PublicationRecord {
  id: string;
  proposalId: string;
  state: "pending" | "pushed" | "done" | "failed";
  plan: PublicationPlan;
  commit: string | null;
  problem: string | null;
  byId: string;
}

/** The saga from accepted hunks to a commit in the book. */
export interface Publications {
  /** Move the proposal to accepted (when `version` is still the stored one), store the plan, queue the job. */
  begin(publication: PublicationRecord, version: number): Promise<Outcome<PublicationRecord>>;
  find(id: string): Promise<PublicationRecord | null>;
  pending(): Promise<PublicationRecord[]>;
  /**
   * Store the published commit with all that follows from it: proposal state, rulings published, grant bound, ledger
   * entries, credits, errata, events; and queue the sync. Does nothing when it was stored before.
   */
  complete(
    id: string,
    effects: {
      commit: string;
      state: ProposalState;
      paths: string[];
      /** Everybody who wrote it. */
      creditNames: string[];
      ledger: { kind: LedgerKind; payload: Record<string, unknown> }[];
      /** Whom to tell, once. */
      letters: Letter[];
      at: Date;
    },
  ): Promise<Outcome<true>>;
  /** Say why it is not through yet, while it goes on being tried. */
  note(id: string, problem: string): Promise<void>;
  /** Give the proposal back to review with the reason. */
  fail(id: string, problem: string, letter: Letter): Promise<void>;
}

/** The append-only log. */
export interface Ledger {
  /** Entries after a sequence number, in order, at most `limit`. */
  read(after: number, limit: number): Promise<LedgerEntry[]>;
  size(): Promise<number>;
}
