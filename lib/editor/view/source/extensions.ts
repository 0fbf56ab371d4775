/** Everything the source editor is made of. */
import { acceptCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { codeFolding, foldGutter, foldKeymap } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import type { ToolbarResources } from "../question.tsx";
import { colours } from "./colours.ts";
import { completion } from "./completion.ts";
import { continueList } from "./continue-list.ts";
import { folding } from "./folding.ts";
import { hover } from "./hover.ts";
import { bookLanguage } from "./language.ts";
import { sourcePaste } from "./paste.ts";

export function sourceExtensions(options: {
  /** How lines end; other endings stay in the lines as they are. */
  ending: string;
  readOnly: boolean;
  resources(): ToolbarResources;
  tell(words: string): void;
}): Extension[] {
  return [
    // A phone has no room for them.
    window.matchMedia("(min-width: 40rem)").matches ? lineNumbers() : [],
    history(),
    bookLanguage,
    colours,
    codeFolding({ placeholderText: "…" }),
    foldGutter({ openText: "▾", closedText: "▸" }),
    folding,
    completion(options.resources),
    hover(options.resources),
    sourcePaste(options.tell),
    highlightActiveLine(),
    highlightSelectionMatches({ minSelectionLength: 3, maxMatches: 60 }),
    EditorState.lineSeparator.of(options.ending),
    EditorState.readOnly.of(options.readOnly),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": "Source of the chapter", spellcheck: "true" }),
    keymap.of([
      { key: "Enter", run: continueList },
      { key: "Tab", run: (view) => acceptCompletion(view) || indentMore(view), shift: indentLess },
      ...foldKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
  ];
}
