"use client";

import type { Editor } from "@tiptap/core";
import { useEffect, useState } from "react";
import { type DocumentOutline, headingAt, outlineOf } from "./outline-of.ts";

/** How long after typing the outline follows, in milliseconds. */
const pause = 400;

/** The document's outline, a moment behind what is typed, and the index of the heading the cursor is under. */
export function useOutline(editor: Editor): DocumentOutline & { current: number } {
  const [outline, setOutline] = useState<DocumentOutline>(() => outlineOf(editor.state.doc));
  const [current, setCurrent] = useState(-1);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
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
    take();
    editor.on("transaction", later);
    editor.on("selectionUpdate", mark);
    return () => {
      clearTimeout(timer);
      editor.off("transaction", later);
      editor.off("selectionUpdate", mark);
    };
  }, [editor]);
  return { ...outline, current };
}
