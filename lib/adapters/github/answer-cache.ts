/** An answer that GitHub may confirm with 304, which costs nothing of the hour's budget. */
export interface KeptAnswer {
  etag: string;
  data: unknown;
  link: string | undefined;
  /** About the size of `data`. */
  bytes: number;
}

/** Answers by address, those used longest ago leaving first. They are GitHub's to confirm, never ours to believe. */
export function createAnswerCache({ maxEntries = 500, maxBytes = 16 * 1024 * 1024 } = {}) {
  const kept = new Map<string, KeptAnswer>();
  let bytes = 0;
  const remove = (key: string) => {
    bytes -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  };
  return {
    get(key: string): KeptAnswer | undefined {
      const found = kept.get(key);
      if (found) {
        kept.delete(key);
        kept.set(key, found);
      }
      return found;
    },
    set(key: string, answer: KeptAnswer): void {
      remove(key);
      if (answer.bytes > maxBytes) return;
      kept.set(key, answer);
      bytes += answer.bytes;
      for (const oldest of kept.keys()) {
        if (kept.size <= maxEntries && bytes <= maxBytes) break;
        remove(oldest);
      }
    },
  };
}
