import { del, delMany, get, keys, set } from "idb-keyval";
import type { StoredLog } from "./undo-log.ts";

/** So many chapters' steps are kept in this browser. */
const mostKept = 20;

const listKey = "undo:list";

/** The stored steps of a draft; null without any, or where the browser keeps nothing. */
export async function loadUndo(key: string): Promise<StoredLog | null> {
  return (await get<StoredLog>(nameOf(key)).catch(() => undefined)) ?? null;
}

/** Store the steps of a draft; those of drafts not opened for longest make room. */
export async function saveUndo(key: string, log: StoredLog): Promise<void> {
  try {
    await set(nameOf(key), log);
    const before = (await get<string[]>(listKey)) ?? [];
    if (before[0] === key) return;
    const list = [key, ...before.filter((each) => each !== key)];
    await set(listKey, list.slice(0, mostKept));
    await delMany(list.slice(mostKept).map(nameOf));
  } catch {
    // Without a place to keep them, steps last as long as the page.
  }
}

/** Throw away the stored steps of a draft. */
export async function forgetUndo(key: string): Promise<void> {
  try {
    if ((await keys()).includes(nameOf(key))) await del(nameOf(key));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

function nameOf(key: string): string {
  return `undo:${key}`;
}
