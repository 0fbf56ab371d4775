import { del, delMany, entries, set } from "idb-keyval";

/** Where what was written survives the page until the server has stored it. */
export interface UnstoredStore {
  /** Everything of this page that is not stored; null when there is nothing. */
  keep(update: Uint8Array | null): void;
  /** What earlier pages of this person left. It is given once, to whoever asks first. */
  left(): Promise<Uint8Array[]>;
}

/** In this browser, for one person and text. `key` names both; pages of another person never see it. */
export function unstoredStore(key: string): UnstoredStore {
  const own = `${key}#${crypto.randomUUID()}`;
  return {
    keep(update) {
      void (update ? set(own, { update, at: Date.now() }) : del(own)).catch(() => undefined);
    },
    async left() {
      try {
        const all = await entries<IDBValidKey, { update: Uint8Array; at: number }>();
        // What another page keeps that is still open is stored by it as well; twice does no harm.
        const kept = all.filter(
          ([name]) => typeof name === "string" && name.startsWith(`${key}#`) && name !== own,
        );
        await delMany(kept.map(([name]) => name));
        return kept.map(([, { update }]) => update);
      } catch {
        return [];
      }
    },
  };
}
