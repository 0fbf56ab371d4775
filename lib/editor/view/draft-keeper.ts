"use client";

import { del, delMany, entries, keys, set } from "idb-keyval";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Outcome, ProblemCode } from "#lib/core/outcome.ts";
import { type Conflict, mergeByBlock, settleConflicts } from "#lib/core/prose/index.ts";

/** `saved`: the server has it. `saving`: it will soon. `offline`: only this browser has it, and it is tried again. */
export type KeepingState = "saved" | "saving" | "offline";

/** A copy in this browser, for when the server could not be told. */
export interface BrowserCopy {
  text: string;
  /** The server's version it was written on. */
  version: number;
  /** When, in milliseconds since 1970. */
  at: number;
}

/** How long typing may go on before the server is told, and how long to wait when it could not be, in milliseconds. */
const pause = 800;
const again = 5_000;
/** Refusals that time heals. */
const passing: ReadonlySet<ProblemCode> = new Set(["rate.limited", "storage.full", "storage.unavailable"]);

/**
 * Keeps what is typed: in this browser at once, on the server a moment later. Every tab keeps a copy of its own, so that
 * none writes over another's. The server refuses a save on a version that is not the latest (`draft.stale`); what another
 * tab or device saved is then read and merged with what was typed here.
 */
export function useDraftKeeper(options: {
  key: string;
  version: number;
  /** The text that the server has at that version. */
  text: string;
  save(text: string, version: number): Promise<Outcome<{ version: number }>>;
  read(): Promise<Outcome<{ version: number; text: string }>>;
  /** Told of a text that brings both together; where both changed the same words, this tab's stand in it. */
  onMerged(text: string, conflicts: readonly Conflict[]): void;
}) {
  const [state, setState] = useState<KeepingState>("saved");
  const own = useMemo(() => `${options.key}#${tabName()}`, [options.key]);
  const version = useRef(options.version);
  const stored = useRef(options.text);
  const waiting = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const busy = useRef<Promise<boolean> | null>(null);
  const latest = useRef(options);
  latest.current = options;

  /** Save now. True when the server has everything. */
  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    while (busy.current) await busy.current;
    const text = waiting.current;
    if (text === null) return true;
    let isMerged = false;
    const merge = async (): Promise<boolean> => {
      const other = await latest.current.read();
      const mine = waiting.current ?? text;
      if (!other.ok) {
        setState("offline");
        timer.current = setTimeout(() => void flush(), again);
        return false;
      }
      const merged = mergeByBlock(stored.current, mine, other.value.text);
      const both = settleConflicts(
        merged,
        merged.conflicts.map(({ ours }) => ours),
      );
      version.current = other.value.version;
      stored.current = other.value.text;
      waiting.current = both;
      latest.current.onMerged(both, merged.conflicts);
      isMerged = true;
      return false;
    };
    const save = async (): Promise<boolean> => {
      setState("saving");
      try {
        const saved = await latest.current.save(text, version.current);
        if (!saved.ok) {
          if (saved.problem.code === "draft.stale") return await merge();
          setState("offline");
          if (passing.has(saved.problem.code)) timer.current = setTimeout(() => void flush(), again);
          return false;
        }
        version.current = saved.value.version;
        stored.current = text;
        if (waiting.current !== text) return false;
        waiting.current = null;
        setState("saved");
        await del(own).catch(() => undefined);
        return true;
      } catch {
        setState("offline");
        timer.current = setTimeout(() => void flush(), again);
        return false;
      }
    };
    busy.current = save();
    const kept = await busy.current;
    busy.current = null;
    return isMerged ? flush() : kept;
  }, [own]);

  const keep = useCallback(
    (text: string) => {
      waiting.current = text;
      const copy: BrowserCopy = { text, version: version.current, at: Date.now() };
      void set(own, copy).catch(() => undefined);
      clearTimeout(timer.current);
      setState("saving");
      timer.current = setTimeout(() => void flush(), pause);
    },
    [flush, own],
  );

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent): void => {
      if (waiting.current === null) return;
      void flush();
      event.preventDefault();
    };
    const online = (): void => void flush();
    window.addEventListener("beforeunload", leave);
    window.addEventListener("online", online);
    return () => {
      window.removeEventListener("beforeunload", leave);
      window.removeEventListener("online", online);
      void flush();
    };
  }, [flush]);

  return {
    state,
    keep,
    flush,
    version: () => version.current,
    /** Go on from another version, with the text it has. */
    adopt(next: number, text: string) {
      version.current = next;
      stored.current = text;
      setState("saved");
    },
    /** The newest text that this browser kept and the server does not have. */
    recover: (): Promise<BrowserCopy | undefined> => newestCopy(options.key),
    /** Throw all copies in this browser away. */
    forget: (): Promise<void> => forgetCopies(options.key),
  };
}

let name: string | null = null;

function tabName(): string {
  name ??= typeof crypto === "undefined" ? "server" : crypto.randomUUID();
  return name;
}

function isCopyOf(key: string, stored: IDBValidKey): boolean {
  return typeof stored === "string" && (stored === key || stored.startsWith(`${key}#`));
}

async function newestCopy(key: string): Promise<BrowserCopy | undefined> {
  try {
    const stored = await entries<IDBValidKey, BrowserCopy>();
    const copies = stored.filter(([each]) => isCopyOf(key, each)).map(([, copy]) => copy);
    return copies.sort((a, b) => b.at - a.at)[0];
  } catch {
    return undefined;
  }
}

async function forgetCopies(key: string): Promise<void> {
  try {
    await delMany((await keys()).filter((each) => isCopyOf(key, each)));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
