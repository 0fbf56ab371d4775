"use client";

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";

/** The usual styles in the page's own colour, so that light and dark both fit; headings are bold, not underlined. */
const colours = HighlightStyle.define(
  defaultHighlightStyle.specs.map(({ color, textDecoration, ...spec }) => ({
    ...spec,
    ...(color && { color: "var(--info)" }),
    ...(textDecoration === "line-through" && { textDecoration }),
  })),
);

/** The exact source, to be edited as text. Line endings stay what they are. */
export function SourceEditor({
  source,
  readOnly = false,
  onChange,
}: {
  source: string;
  readOnly?: boolean;
  onChange(source: string): void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const change = useRef(onChange);
  change.current = onChange;
  const first = useRef({ source, readOnly });
  useEffect(() => {
    if (!place.current) return;
    const opened = first.current;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: opened.source,
        extensions: [
          lineNumbers(),
          history(),
          markdown({ base: markdownLanguage }),
          syntaxHighlighting(colours),
          highlightSelectionMatches(),
          // One way of ending lines is the editor's; others stay in the lines as they are.
          EditorState.lineSeparator.of(/\r\n|\n|\r/u.exec(opened.source)?.[0] ?? "\n"),
          EditorState.readOnly.of(opened.readOnly),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": "Source of the chapter", spellcheck: "true" }),
          keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, indentWithTab]),
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
