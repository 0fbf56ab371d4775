import type {
  BookKeeping,
  BookRecord,
  ChapterRecord,
  Clock,
  Ids,
  Renderer,
  Repository,
  SyncLog,
} from "../ports/index.ts";

export interface SyncPorts {
  repository: Repository;
  bookKeeping: BookKeeping;
  syncs: SyncLog;
  renderer: Renderer;
  clock: Clock;
  ids: Ids;
}

/** One sync on its way: the ports it has, the book as it was, and its line in the log. */
export interface SyncRun {
  ports: SyncPorts;
  book: BookRecord;
  id: string;
}

/** A chapter on its way: its record so far, and whether its text or page is another one than before. */
export interface Examined {
  record: ChapterRecord;
  /** What it uses of the book, the texts it includes among it; null where it was never read. */
  uses: ChapterRecord["uses"];
  changed: boolean;
  /** Whether its text is good and only drawing it went wrong, which another time may go well. */
  undrawn?: boolean;
}

export interface Warning {
  message: string;
  path: string;
  line: number | null;
}
