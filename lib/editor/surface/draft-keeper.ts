"use client";

import { del, get, set } from "idb-keyval";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Outcome } from "#lib/core/outcome.ts";

export type KeepingState = "saved" | "saving" | "offline" | "stale";

/** A copy in this browser, in case the server could not be told. */
export interface BrowserCopy {
  text: string;
  version: number;
  at: number;
}

/**
 * Keeps what is typed: in this browser at once, on the server a moment later. Nothing is overwritten that another tab
 * or device saved: then the state is `stale`, both texts exist, and the person is asked.
 */
export function useDraftKeeper(options: {
  key: string;
  version: number;
  save(text: string, version: number): Promise<Outcome<{ version: number }>>;
}) {
  const [state, setState] = useState<KeepingState>("saved");
  const version = useRef(options.version);
  const waiting = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const busy = useRef<Promise<void> | null>(null);
  const latest = useRef(options);
  latest.current = options;

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    while (busy.current) await busy.current;
    const text = waiting.current;
    if (text === null) return true;
    let kept = false;
    busy.current = (async () => {
      setState("saving");
      try {
        const saved = await latest.current.save(text, version.current);
        if (saved.ok) {
          version.current = saved.value.version;
          if (waiting.current === text) {
            waiting.current = null;
            await del(latest.current.key).catch(() => undefined);
          }
          kept = true;
          setState("saved");
        } else setState(saved.problem.code === "draft.stale" ? "stale" : "offline");
      } catch {
        setState("offline");
        timer.current = setTimeout(() => void flush(), 5000);
      }
    })();
    await busy.current;
    busy.current = null;
    return kept;
  }, []);

  const keep = useCallback(
    (text: string) => {
      waiting.current = text;
      setState("saving");
      const copy: BrowserCopy = { text, version: version.current, at: Date.now() };
      void set(latest.current.key, copy).catch(() => undefined);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), 800);
    },
    [flush],
  );

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (waiting.current === null) return;
      void flush();
      event.preventDefault();
    };
    window.addEventListener("beforeunload", leave);
    return () => {
      window.removeEventListener("beforeunload", leave);
      void flush();
    };
  }, [flush]);

  const recover = useCallback(
    (): Promise<BrowserCopy | undefined> => get<BrowserCopy>(latest.current.key).catch(() => undefined),
    [],
  );

  return {
    state,
    keep,
    flush,
    /** What this browser kept that the server does not have. */
    recover,
    version: () => version.current,
    /** Go on from a version the person has seen. */
    adopt(next: number) {
      version.current = next;
      setState("saved");
    },
    forget: () => del(options.key).catch(() => undefined),
  };
}
