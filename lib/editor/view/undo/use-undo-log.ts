"use client";

import { useEffect, useMemo, useRef } from "react";
import { backOne, emptyLog, forwardOne, noted, readLog, storedLog, type UndoLog } from "./undo-log.ts";
import { loadUndo, saveUndo } from "./undo-store.ts";

/** Steps beyond what an editor remembers. Both give the text to show, or null when there is none. */
export interface Earlier {
  back(): string | null;
  forward(): string | null;
  /** Whether going forward is possible, which comes before an editor's own redoing. */
  hasAhead(): boolean;
}

/** How long after a change the steps are stored, in milliseconds: sooner than a hand reaches the key to load again. */
const pause = 200;

/** Keeps the steps of a chapter in this browser, so that they can be undone after the page was loaded again. */
export function useUndoLog(
  key: string,
  opening: string,
  ending: string,
): Earlier & { note(text: string): void; restart(text: string): void } {
  const log = useRef<UndoLog | null>(null);
  log.current ??= emptyLog(opening);
  const first = useRef(opening);
  const loading = useRef<Promise<void> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const store = useMemo(() => {
    const now = (): void => {
      clearTimeout(timer.current);
      if (timer.current === undefined || !log.current) return;
      timer.current = undefined;
      // Never over what was stored before it was read.
      void loading.current?.then(() => log.current && saveUndo(key, storedLog(log.current)));
    };
    const later = (): void => {
      timer.current ??= setTimeout(now, pause);
    };
    return { now, later };
  }, [key]);

  useEffect(() => {
    let gone = false;
    loading.current = loadUndo(key).then((stored) => {
      const earlier = stored && readLog(stored, first.current);
      // Read once: what is there now may hold it already.
      if (gone || !earlier || !log.current || log.current.steps[0]?.at === earlier.steps[0]?.at) return;
      log.current = { ...log.current, steps: [...earlier.steps, ...log.current.steps] };
    });
    const hide = (): void => {
      if (document.visibilityState === "hidden") store.now();
    };
    document.addEventListener("visibilitychange", hide);
    window.addEventListener("pagehide", store.now);
    return () => {
      gone = true;
      document.removeEventListener("visibilitychange", hide);
      window.removeEventListener("pagehide", store.now);
      store.now();
    };
  }, [key, store]);

  return useMemo(() => {
    const go = (next: UndoLog | null): string | null => {
      if (!next) return null;
      log.current = next;
      store.later();
      return next.text;
    };
    return {
      note(text) {
        if (!log.current || text === log.current.text) return;
        log.current = noted(log.current, text, Date.now(), ending);
        store.later();
      },
      /** Begin anew: going back would take away what others wrote. */
      restart(text) {
        log.current = emptyLog(text);
        store.later();
      },
      back: () => go(log.current && backOne(log.current, ending)),
      forward: () => go(log.current && forwardOne(log.current, Date.now(), ending)),
      hasAhead: () => (log.current?.ahead.length ?? 0) > 0,
    };
  }, [ending, store]);
}
