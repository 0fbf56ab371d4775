/**
 * The pages this process keeps. A change announced by any process empties the pages below the paths it names; a page
 * that began to be made before the change is not kept after it.
 */
interface Entry {
  value: unknown;
  tags: readonly string[];
  lastModified: number;
  bytes: number;
}

export interface PageStore {
  get(key: string): { value: unknown; lastModified: number } | null;
  set(key: string, value: unknown, tags: readonly string[], bytes: number): void;
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
  return {
    listening: false,
    get(key) {
      const entry = entries.get(key);
      if (!entry) {
        if (begun.size > 10_000) begun.clear();
        begun.set(key, generation);
        return null;
      }
      entries.delete(key);
      entries.set(key, entry);
      return { value: entry.value, lastModified: entry.lastModified };
    },
    set(key, value, tags, bytes) {
      const since = begun.get(key);
      begun.delete(key);
      if (!this.listening || bytes > limit / 4 || (since !== undefined && since !== generation)) return;
      drop(key);
      entries.set(key, { value, tags, lastModified: Date.now(), bytes });
      held += bytes;
      for (const oldest of entries.keys()) {
        if (held <= limit) break;
        drop(oldest);
      }
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
