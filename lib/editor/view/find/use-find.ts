"use client";

import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { useEffect, useRef } from "react";
import { goToMatch, matchBeside } from "./go-to.ts";
import type { FindQuery } from "./matches.ts";
import { findState, inOrder, matchAt, tell, textsToSearch } from "./plugin.ts";
import { runExpression } from "./run-expression.ts";

/** After typing in the text, an expression is run again when there is a pause, in milliseconds. */
const pause = 300;

/** What is found for a query, kept up to date. Nothing is looked for once this is gone. */
export function useFind(editor: Editor, query: FindQuery) {
  const { find, doc } = useEditorState({
    editor,
    selector: ({ editor: now }) => ({ find: findState(now.state), doc: now.state.doc }),
  });
  /** Whether the next result is one to go to, since the person asked for it. */
  const seeking = useRef(false);
  const { text, caseSensitive, wholeWord, regexp } = query;
  useEffect(() => {
    const { view } = editor;
    view.dispatch(tell(view.state.tr, { query: { text, caseSensitive, wholeWord, regexp } }));
    seeking.current = true;
    goToNearest();

    function goToNearest(): void {
      const now = findState(editor.state);
      if (now.status !== "ready" || now.matches.length === 0) return;
      seeking.current = false;
      const { from } = editor.state.selection;
      goToMatch(view, matchBeside(now.matches, { from, to: from }, 1));
    }
  }, [editor, text, caseSensitive, wholeWord, regexp]);

  const waiting = find.status === "waiting" ? find.query : null;
  useEffect(() => {
    if (!waiting) return;
    let run: ReturnType<typeof runExpression> | undefined;
    let dropped = false;
    const timer = setTimeout(
      () => {
        const texts = textsToSearch(doc);
        run = runExpression({ query: waiting, texts: texts.map(({ text }) => text) });
        void run.answer.then((answer) => {
          if (dropped || editor.isDestroyed) return;
          const { view } = editor;
          const found = inOrder(
            (answer ?? []).flatMap(([index, start, end, groups]) => {
              const text = texts[index];
              return text ? [matchAt(text, { start, end, groups })] : [];
            }),
          );
          view.dispatch(tell(view.state.tr, answer ? { found, at: doc } : { status: "slow" }));
          if (!seeking.current) return;
          seeking.current = false;
          const { from } = view.state.selection;
          goToMatch(view, matchBeside(findState(view.state).matches, { from, to: from }, 1));
        });
      },
      seeking.current ? 0 : pause,
    );
    return () => {
      dropped = true;
      clearTimeout(timer);
      run?.stop();
    };
  }, [editor, waiting, doc]);

  useEffect(
    () => () => {
      if (!editor.isDestroyed) editor.view.dispatch(tell(editor.state.tr, { query: null }));
    },
    [editor],
  );

  return find;
}
