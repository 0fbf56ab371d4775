/**
 * The pages this process keeps. A change announced by any process empties the pages below the paths it names; a page
 * that began to be made before the change is not kept after it.
 */
interface Entry {
  /** What Next made of the page; null once the answer made of it is kept instead. */
  value: unknown;
  answer: Answer | null;
  tags: readonly string[];
  lastModified: number;
  bytes: number;
}

/** A page as it goes over the wire. */
export interface Answer {
  headers: Readonly<Record<string, string | readonly string[]>>;
  gzip: Uint8Array;
  etag: string;
}

export interface PageStore {
  get(key: string): { value: unknown; lastModified: number } | null;
  set(key: string, value: unknown, tags: readonly string[], bytes: number): void;
  /** The answer kept for a page. */
  answer(key: string): Answer | null;
  /** A name for what is kept of a page now, for `keepAnswer`; null when nothing is. */
  present(key: string): object | null;
  /** Keep the answer that was made of `present` in its place, unless the page was forgotten or made anew since. */
  keepAnswer(key: string, present: object, answer: Answer): void;
  /** Forget pages at or below these paths; `*` forgets all. */
  forget(paths: readonly string[]): void;
  forgetTags(tags: readonly string[]): void;
  /**
   * Whether somebody tells us of changes. Only then pages are kept. Those kept before are served while nobody does (the
   * database is away, so no other page could be made); all are forgotten when it is heard again, for what was missed.
   */
  listening: boolean;
}

const shared = Symbol.for("colophon.page-store");

/** At most this many bytes of pages per process. */
const capacity = 64 * 1024 * 1024;

export function createPageStore(limit = capacity): PageStore {
  const entries = new Map<string, Entry>();
  let held = 0;
  let generation = 0;
  const begun = new Map<string, number>();

  function drop(key: string): void {
    held -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  }
  function dropWhere(test: (key: string, entry: Entry) => boolean): void {
    generation++;
    for (const [key, entry] of entries) if (test(key, entry)) drop(key);
  }
  /** The entry, now the one used last. */
  function use(key: string): Entry | undefined {
    const entry = entries.get(key);
    if (entry) {
      entries.delete(key);
      entries.set(key, entry);
    }
    return entry;
  }
  return {
    listening: false,
    get(key) {
      const entry = use(key);
      if (!entry || entry.value === null) {
        if (begun.size > 10_000) begun.clear();
        begun.set(key, generation);
        return null;
      }
      return { value: entry.value, lastModified: entry.lastModified };
    },
    set(key, value, tags, bytes) {
      const since = begun.get(key);
      begun.delete(key);
      if (!this.listening || bytes > limit / 4 || (since !== undefined && since !== generation)) return;
      drop(key);
      entries.set(key, { value, answer: null, tags, lastModified: Date.now(), bytes });
      held += bytes;
      for (const oldest of entries.keys()) {
        if (held <= limit) break;
        drop(oldest);
      }
    },
    answer: (key) => use(key)?.answer ?? null,
    present: (key) => entries.get(key) ?? null,
    keepAnswer(key, present, answer) {
      const entry = entries.get(key);
      if (!entry || entry !== present) return;
      held -= entry.bytes;
      Object.assign(entry, { value: null, answer, bytes: answer.gzip.byteLength + 1000 });
      held += entry.bytes;
    },
    forget(paths) {
      dropWhere((key) => paths.some((path) => path === "*" || key === path || key.startsWith(`${path}/`)));
    },
    forgetTags(tags) {
      dropWhere((_, entry) => entry.tags.some((tag) => tags.includes(tag)));
    },
  };
}

/** The one store of this process, whichever bundle asks for it. */
export function pageStore(): PageStore {
  const place = globalThis as { [shared]?: PageStore };
  place[shared] ??= createPageStore();
  return place[shared];
}
