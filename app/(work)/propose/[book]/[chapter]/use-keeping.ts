"use client";

import { useCallback, useRef } from "react";
import type { Conflict } from "#lib/core/prose/index.ts";
import { useDraftKeeper, useTogether } from "#lib/editor/view/index.ts";
import { readDraft, saveDraft } from "./actions.ts";

/** How long typing a title may go on before it is saved, in milliseconds, and how often others may be quicker. */
const pause = 800;
const attempts = 4;

/**
 * Keeps a draft: by itself, or as a text that several people write. Which of the two it is stays as it was when the page
 * was loaded.
 */
export function useKeeping(options: {
  draft: { id: string; version: number; text: string; shared: boolean };
  path: string;
  personId: string;
  /** What is saved besides the text: title, reasons, what helped. */
  words(): Record<string, unknown>;
  /** Told of a text that others changed. */
  onText(text: string): void;
  /** Told of a text in which two tabs of one person were brought together. */
  onMerged(text: string, conflicts: readonly Conflict[]): void;
}) {
  const { draft, path, personId, words } = options;
  const { shared } = useRef(draft).current;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(words);
  latest.current = words;
  const save = (version: number, text?: string) =>
    saveDraft({ id: draft.id, version, path, ...(text === undefined ? {} : { text }), ...latest.current() });

  const alone = useDraftKeeper({
    key: `draft:${draft.id}:${path}`,
    version: draft.version,
    text: draft.text,
    read: () => readDraft({ id: draft.id, path }),
    onMerged: options.onMerged,
    save: (text, version) => save(version, text),
  });
  const together = useTogether({
    on: shared,
    id: draft.id,
    path,
    personId,
    version: draft.version,
    text: draft.text,
    onText: options.onText,
  });

  /** Save everything now, the words besides the text too. True when the server has it. */
  const saveWords = async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (!shared) return alone.flush();
    if (!(await together.flush())) return false;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const saved = await save(together.version());
      if (saved.ok) together.saw(saved.value.version);
      if (saved.ok || saved.problem.code !== "draft.stale") return saved.ok;
      const now = await readDraft({ id: draft.id, path });
      if (now.ok) together.saw(now.value.version);
    }
    return false;
  };
  const saving = useRef(saveWords);
  saving.current = saveWords;

  const { keep } = alone;
  /** Keep a title, reasons or what helped, beside this text. */
  const keepWords = useCallback(
    (text: string) => {
      if (!shared) return keep(text);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void saving.current().catch(() => undefined), pause);
    },
    [keep, shared],
  );
  return { alone, together, keeper: shared ? together : alone, shared, keepWords, saveWords };
}
