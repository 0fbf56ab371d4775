"use client";

import type { Editor } from "@tiptap/core";
import { useEffect, useState } from "react";
import { type DocumentOutline, headingAt, type OutlineEntry, outlineOf } from "./outline-of.ts";

/** How long after typing the outline follows, in milliseconds. */
const pause = 400;

/**
 * The document's outline, a moment behind what is typed, and the index of the heading that the person is at: the one the
 * cursor is under, or, when the cursor was scrolled out of sight, the one that what is seen is under.
 */
export function useOutline(editor: Editor): DocumentOutline & { current: number } {
  const [outline, setOutline] = useState<DocumentOutline>(() => outlineOf(editor.state.doc));
  const [current, setCurrent] = useState(-1);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let frame = 0;
    let read = outlineOf(editor.state.doc);
    const mark = (): void => setCurrent(headingAt(read.headings, editor.state.selection.from));
    const take = (): void => {
      timer = undefined;
      if (editor.isDestroyed) return;
      read = outlineOf(editor.state.doc);
      setOutline(read);
      mark();
    };
    const later = ({ transaction }: { transaction: { docChanged: boolean } }): void => {
      if (transaction.docChanged) timer ??= setTimeout(take, pause);
    };
    const scrolled = (): void => {
      frame = 0;
      // While what is typed is not read yet, positions are not those of the outline.
      if (!editor.isDestroyed && timer === undefined) setCurrent(headingSeen(editor, read.headings));
    };
    const scroll = (): void => {
      frame ||= requestAnimationFrame(scrolled);
    };
    take();
    editor.on("transaction", later);
    editor.on("selectionUpdate", mark);
    window.addEventListener("scroll", scroll, { passive: true });
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      editor.off("transaction", later);
      editor.off("selectionUpdate", mark);
      window.removeEventListener("scroll", scroll);
    };
  }, [editor]);
  return { ...outline, current };
}

/** Where the person is after scrolling. Looks at few headings, since each look makes the browser lay out the page. */
function headingSeen(editor: Editor, headings: readonly OutlineEntry[]): number {
  const { view } = editor;
  const { from, head } = editor.state.selection;
  const tools = view.dom.closest(".ed-visual")?.querySelector(".ed-toolbar");
  const edge = Math.max(0, tools?.getBoundingClientRect().bottom ?? 0);
  const cursor = view.coordsAtPos(head);
  if (cursor.bottom > edge && cursor.top < window.innerHeight) return headingAt(headings, from);
  const isAbove = (index: number): boolean => {
    const dom = view.nodeDOM(headings[index]?.pos ?? -1);
    // A heading that has just come to the top is where one is.
    return dom instanceof Element && dom.getBoundingClientRect().top <= edge + 48;
  };
  let low = -1;
  let high = headings.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isAbove(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
