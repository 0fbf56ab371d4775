import pg from "pg";
import type { Person } from "#lib/core/together/index.ts";
import type { Database, Transaction } from "./client.ts";

const channel = "colophon_changed";
const draftChannel = "colophon_drafts";
const settingsChannel = "colophon_settings";

/** Tell every process, when the transaction commits, that the pages at and below these paths are out of date. */
export async function announce(
  tx: Pick<Transaction, "$executeRaw">,
  paths: readonly string[],
): Promise<void> {
  // A notification carries at most 8,000 bytes; more than fits means "everything".
  const payload = JSON.stringify(paths.join(",").length < 7000 ? paths : ["*"]);
  await tx.$executeRaw`SELECT pg_notify(${channel}, ${payload})`;
}

/** What happened to a draft that several people write: its text changed, or who may write it. */
export interface DraftNews {
  /** Who has a text open in one process, instead of a change. */
  here?: { process: number; people: Person[] };
  /** Its id; "*" where rights changed that may concern any. */
  proposal: string;
  /** The text that changed; null when rights or state did. */
  path: string | null;
}

/** Tell every process of it, when the transaction commits. */
export async function announceDraft(tx: Pick<Transaction, "$executeRaw">, news: DraftNews): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${draftChannel}, ${JSON.stringify(news)})`;
}

/** Tell every process, when the transaction commits, that the connection to the book is another one. */
export async function announceSettings(tx: Pick<Transaction, "$executeRaw">): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${settingsChannel}, '')`;
}

/** What a notification can hold, in bytes, less what stands around it. */
const longestNews = 7_500;

/** Tell every process who has a text open in this one. Where that is too much to say, without where they are. */
export async function announcePeople(db: Database, news: DraftNews): Promise<void> {
  const { here } = news;
  const short = here && { ...here, people: here.people.map((each) => ({ ...each, place: null })) };
  const fits = Buffer.byteLength(JSON.stringify(news)) <= longestNews;
  const told = fits || !short ? news : { ...news, here: short };
  if (Buffer.byteLength(JSON.stringify(told)) <= longestNews) await announceDraft(db, told);
}

/** What a listener is told: the paths that changed, and whether it can hear at all. */
export interface ChangeListener {
  changed(paths: string[]): void;
  hearing(yes: boolean): void;
}

/** Listen for changes until `close`; a lost connection is told at once and made again. */
export function listenForChanges(url: string, listener: ChangeListener): { close(): Promise<void> } {
  return listen(url, channel, {
    told: (payload) => listener.changed(payload === undefined ? ["*"] : (JSON.parse(payload) as string[])),
    hearing: (yes) => listener.hearing(yes),
  });
}

/** The same for drafts that several people write. What was said while nothing could be heard has to be asked for. */
export function listenForDrafts(
  url: string,
  listener: { told(news: DraftNews): void; hearing(yes: boolean): void },
): { close(): Promise<void> } {
  return listen(url, draftChannel, {
    told: (payload) => {
      if (payload !== undefined) listener.told(JSON.parse(payload) as DraftNews);
    },
    hearing: (yes) => listener.hearing(yes),
  });
}

/** Listen for another connection to the book; also told when it may have been missed. */
export function listenForSettings(url: string, changed: () => void): { close(): Promise<void> } {
  return listen(url, settingsChannel, { told: changed, hearing: (yes) => yes && changed() });
}

function listen(
  url: string,
  name: string,
  listener: { told(payload: string | undefined): void; hearing(yes: boolean): void },
): { close(): Promise<void> } {
  let closed = false;
  let client: pg.Client | null = null;
  let wait = 250;

  async function connect(): Promise<void> {
    if (closed) return;
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    client = next;
    const again = () => {
      if (closed || client !== next) return;
      client = null;
      listener.hearing(false);
      setTimeout(() => void connect(), wait).unref();
      wait = Math.min(wait * 2, 10_000);
    };
    next.on("error", again);
    next.on("end", again);
    next.on("notification", ({ payload }) => listener.told(payload || undefined));
    try {
      await next.connect();
      await next.query(`LISTEN ${name}`);
      wait = 250;
      listener.hearing(true);
    } catch {
      again();
    }
  }

  void connect();
  return {
    async close() {
      closed = true;
      await client?.end().catch(() => undefined);
    },
  };
}
