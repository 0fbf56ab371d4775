"use client";

import { EditorSelection } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useState } from "react";
import { outline } from "#lib/core/text/index.ts";
import { headingAt, type OutlineEntry } from "../outline/index.ts";

/** How long after typing the outline follows, in milliseconds: it is read from the whole chapter. */
const pause = 700;

/** What the source editor tells the tools above it. */
export interface SourceEvents {
  /** Called at every change of text or selection. */
  heard: ((textChanged: boolean) => void) | null;
}

/** The headings of the source and the one that the person is at, while `open`; as `useOutline` has them for the page. */
export function useSourceOutline(
  view: { readonly current: EditorView | null },
  events: SourceEvents,
  open: boolean,
): { headings: readonly OutlineEntry[]; current: number } {
  const [headings, setHeadings] = useState<readonly OutlineEntry[]>([]);
  const [current, setCurrent] = useState(-1);
  useEffect(() => {
    const editor = view.current;
    if (!open || !editor) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let read: OutlineEntry[] = [];
    const take = (): void => {
      timer = undefined;
      // Lines count one sign as their end in the editor, and so does this text.
      read = outline(editor.state.doc.toString()).map(({ title, level, heading }) => ({
        title,
        level,
        pos: heading.start,
      }));
      setHeadings(read);
      mark();
    };
    const mark = (): void => {
      const { head } = editor.state.selection.main;
      const top = editor.scrollDOM.getBoundingClientRect().top;
      const cursor = editor.coordsAtPos(head);
      const seen = cursor && cursor.bottom > top && cursor.top < top + editor.scrollDOM.clientHeight;
      // A heading that has just come to the top is where one is.
      const first = editor.lineBlockAtHeight(top + 24 - editor.documentTop);
      setCurrent(headingAt(read, seen ? head : first.to));
    };
    events.heard = (textChanged) => {
      if (textChanged) timer ??= setTimeout(take, pause);
      else if (timer === undefined) mark();
    };
    editor.scrollDOM.addEventListener("scroll", mark, { passive: true });
    take();
    return () => {
      clearTimeout(timer);
      events.heard = null;
      editor.scrollDOM.removeEventListener("scroll", mark);
    };
  }, [events, open, view]);
  return { headings, current };
}

/** Put the cursor into a heading, and its line on top. */
export function goToLine(editor: EditorView, pos: number): void {
  const at = Math.min(pos, editor.state.doc.length);
  editor.dispatch({
    selection: EditorSelection.cursor(at),
    effects: EditorView.scrollIntoView(at, { y: "start" }),
  });
  if (!window.matchMedia("(pointer: coarse)").matches) editor.focus();
}
