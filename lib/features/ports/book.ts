/** Ports through which use cases see the stored book and its pages. */
import type { ChapterRevision, CslEntry, QuestionKind } from "#lib/core/book/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import type { Anchor } from "#lib/core/prose/index.ts";
import type {
  Examination,
  Label,
  OutlineEntry,
  PixelSize,
  RenderWarning,
} from "#lib/core/text/render/index.ts";

export interface BookRecord {
  id: string;
  slug: string;
  title: string;
  remote: string;
  branch: string;
  manifestPath: string | null;
  root: string;
  /** The commit that readers see; null before the first sync. */
  head: string | null;
  shape: BookShape | null;
  syncedAt: Date | null;
}

/** What a sync learns of the book besides its chapters; stored as JSON. */
export interface BookShape {
  subtitle: string | null;
  description: string | null;
  authors: string[];
  language: string;
  /** SPDX identifier, or null when the notices conflict or none was found. */
  licence: string | null;
  licenceNotices: { path: string; line: number | null; licence: string }[];
  cover: string | null;
  warnings: { message: string; path: string; line: number | null }[];
  parts: { title: string | null; kind: "front" | "main" | "appendix" | "back"; chapters: string[] }[];
  paths: {
    id: string;
    title: string;
    audience: string;
    description: string;
    minutes: number | null;
    steps: { chapter: string; section?: string | null; why?: string | null }[];
  }[];
  glossary: { term: string; aliases: string[] }[];
  /** The bibliographies, those first that the manifest names; missing in what older versions stored. */
  bibliographies?: string[];
  /** The bibliographies it was made with, by their contents. */
  bibliographyKey: string;
  /** The renderer that drew it; another one draws everything anew. */
  renderer: string;
}

export type ChapterState = "ready" | "preparing" | "failed" | "missing";

export interface ChapterRecord {
  id: string;
  bookId: string;
  path: string;
  slug: string;
  position: number;
  title: string;
  number: string | null;
  part: string | null;
  kind: "front" | "main" | "appendix" | "back";
  state: ChapterState;
  problem: string | null;
  commit: string | null;
  blob: string | null;
  source: string | null;
  rendering: string | null;
  /** Labels the chapter defines and what it uses of the book, as the renderer reports them. */
  labels: Label[] | null;
  uses: Examination["uses"] | null;
  quizzes: ChapterQuizzes | null;
  changedAt: Date | null;
}

/** The questions of a chapter, drawn. */
export interface ChapterQuizzes {
  /** What they were made from. */
  key: string;
  sections: {
    sectionId: string;
    sectionTitle: string;
    questions: {
      kind: QuestionKind;
      questionHtml: string;
      choices: { label: string; html: string; correct: boolean }[];
      answerHtml: string;
      objective: string | null;
    }[];
  }[];
}

/** A chapter without its text, for lists. */
export type ChapterEntry = Omit<ChapterRecord, "source" | "labels" | "uses" | "quizzes"> & { words: number };

export interface RenderingRecord {
  key: string;
  html: string;
  outline: OutlineEntry[];
  warnings: RenderWarning[];
  text: string;
  words: number;
}

/** The books and chapters as readers see them. */
export interface Shelf {
  books(): Promise<BookRecord[]>;
  book(slug: string): Promise<BookRecord | null>;
  chapters(bookId: string): Promise<ChapterEntry[]>;
  /** By slug or by source path, with its text and page. */
  chapter(
    bookId: string,
    by: { slug: string } | { path: string } | { id: string },
  ): Promise<{ chapter: ChapterRecord; page: RenderingRecord | null } | null>;
  credits(
    scope: { bookId: string } | { chapterId: string },
  ): Promise<{ name: string; what: string; count: number }[]>;
}

/** Everything a sync stores, in one transaction. */
export interface BookState {
  /** The head this state was made from; another one since means that it was overtaken. */
  before: string | null;
  book: BookRecord;
  bibliography: Record<string, CslEntry>;
  chapters: ChapterRecord[];
  removed: string[];
  renderings: RenderingRecord[];
  files: { path: string; blob: string; size: number }[];
  /** `size` of an image, where it says one. */
  assets: { blob: string; mediaType: string; bytes: Uint8Array; size: PixelSize | null }[];
  /** Chapters whose files have other names than before. */
  renames: { chapterId: string; from: string; to: string; commit: string }[];
  /** Errata whose words moved or went, by id. */
  anchors: { erratumId: string; anchor: Anchor | null; commit: string }[];
}

export interface OpenAnchor {
  erratumId: string;
  chapterId: string;
  anchor: Anchor;
}

/** Where a sync reads the last state from and stores the next one. */
export interface BookKeeping {
  /** The last state, with the anchors of the reports on it. */
  load(bookId: string): Promise<{
    book: BookRecord;
    chapters: ChapterRecord[];
    anchors: OpenAnchor[];
    bibliography: Record<string, CslEntry>;
  } | null>;
  /** Make the row of a new book, so that its first sync can be watched. */
  begin(book: BookRecord): Promise<Outcome<true>>;
  slugTaken(slug: string, exceptBookId: string): Promise<boolean>;
  /** Which of these renderings are stored already, and which of these assets, each with its size. */
  known(keys: {
    renderings: string[];
    assets: string[];
  }): Promise<{ renderings: Set<string>; assets: Map<string, PixelSize | null> }>;
  /** Store the state; refused with `storage.full` or `storage.unavailable`, nothing half-written. */
  store(state: BookState): Promise<Outcome<true>>;
}

export interface SyncRecord {
  id: string;
  bookId: string;
  trigger: string;
  state: "running" | "done" | "failed";
  step: string;
  done: number;
  total: number;
  fromCommit: string | null;
  toCommit: string | null;
  log: { at: string; level: "info" | "warning" | "error"; text: string }[];
  problem: string | null;
  startedAt: Date;
  finishedAt: Date | null;
}

/** The log of a running sync, seen live on the progress page. */
export interface SyncLog {
  begin(record: { id: string; bookId: string; trigger: string; fromCommit: string | null }): Promise<void>;
  progress(id: string, step: string, done: number, total: number): Promise<void>;
  note(id: string, level: "info" | "warning" | "error", text: string): Promise<void>;
  finish(
    id: string,
    end: { state: "done" | "failed"; toCommit: string | null; problem: string | null },
  ): Promise<void>;
  recent(bookId: string, limit: number): Promise<SyncRecord[]>;
}

/** Files of the book by content. */
export interface Assets {
  find(blob: string): Promise<{ mediaType: string; bytes: Uint8Array } | null>;
}

/** The revisions of chapters, as last read from the repository. */
export interface Histories {
  /** Null where they were never read. `commit`: the chapter's commit they were read for. */
  find(chapterId: string): Promise<{ commit: string; revisions: ChapterRevision[]; more: boolean } | null>;
  store(
    chapterId: string,
    history: { commit: string; revisions: ChapterRevision[]; more: boolean },
  ): Promise<void>;
  /** The names a chapter's file had, as syncs saw them change. */
  renames(chapterId: string): Promise<{ from: string; to: string; commit: string }[]>;
}

/** Texts of the book by content (Git blob id): what chapters include, and earlier revisions. */
export interface BookTexts {
  /** Those there are; others are left out. */
  find(blobs: readonly string[]): Promise<Map<string, string>>;
  keep(texts: readonly { blob: string; text: string }[]): Promise<void>;
  /** Remove those that nobody read since; says how many. They can be read from the repository again. */
  clear(before: Date): Promise<number>;
}

/** What the whole book knows, for drawing and checking a passage. */
export interface BookFacts {
  labels(bookId: string): Promise<{ path: string; slug: string; labels: Label[] }[]>;
  bibliography(bookId: string): Promise<Record<string, CslEntry>>;
  /** Git blob ids by path. */
  files(bookId: string): Promise<Map<string, string>>;
  /** Sizes of images by blob id, where they are known. */
  sizes(bookId: string): Promise<Map<string, PixelSize>>;
}
