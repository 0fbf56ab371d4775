"use client";

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { defaultHighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";

/** The exact source, to be edited as text. Line endings stay what they are. */
export function SourceEditor({ source, onChange }: { source: string; onChange(source: string): void }) {
  const place = useRef<HTMLDivElement>(null);
  const change = useRef(onChange);
  change.current = onChange;
  const first = useRef(source);
  useEffect(() => {
    if (!place.current) return;
    const newline = /\r\n|\n|\r/u.exec(first.current)?.[0] ?? "\n";
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          lineNumbers(),
          history(),
          markdown(),
          syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
          highlightSelectionMatches(),
          EditorState.lineSeparator.of(newline),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": "Source of the chapter", spellcheck: "true" }),
          keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) change.current(update.state.sliceDoc());
          }),
        ],
      }),
    });
    return () => view.destroy();
  }, []);
  return <div ref={place} className="ed-source" />;
}
