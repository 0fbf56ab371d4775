"use client";

import { undoDepth } from "@codemirror/commands";
import { type ChangeSet, Transaction } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { type RefObject, useEffect } from "react";
import { changeBetween } from "../steps.ts";
import type { Earlier } from "./use-undo-log.ts";

/** Lets the keys for undoing in the source go on with what was done before the page was loaded. */
export function useSourceUndo(
  place: RefObject<HTMLElement | null>,
  view: RefObject<EditorView | null>,
  earlier: Earlier,
  ending: string,
): void {
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const onKey = (event: KeyboardEvent): void => {
      const editor = view.current;
      const step = stepOf(event);
      if (!editor?.hasFocus || step === null) return;
      const text = earlierText(editor, earlier, step);
      const changes = text === null ? null : changeBetween(editor.state.sliceDoc(), text, ending);
      if (!changes) return;
      event.preventDefault();
      event.stopPropagation();
      editor.dispatch({
        changes,
        annotations: Transaction.addToHistory.of(false),
        selection: { anchor: firstChange(changes) },
        scrollIntoView: true,
      });
    };
    current.addEventListener("keydown", onKey, true);
    return () => current.removeEventListener("keydown", onKey, true);
  }, [place, view, earlier, ending]);
}

/** Whether a key undoes or redoes. */
function stepOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): "back" | "forward" | null {
  if ((!ctrlKey && !metaKey) || altKey) return null;
  if (key.toLowerCase() === "z") return shiftKey ? "forward" : "back";
  return key.toLowerCase() === "y" && !shiftKey ? "forward" : null;
}

/** Where the first change begins, which is the same place before and after it. */
function firstChange(changes: ChangeSet): number {
  let at = changes.length;
  changes.iterChangedRanges((from) => {
    at = Math.min(at, from);
  });
  return at;
}

/** The text to show, where the editor's own history has nothing that comes first. */
function earlierText(editor: EditorView, earlier: Earlier, step: "back" | "forward"): string | null {
  if (step === "back") return undoDepth(editor.state) > 0 ? null : earlier.back();
  return earlier.hasAhead() ? earlier.forward() : null;
}
