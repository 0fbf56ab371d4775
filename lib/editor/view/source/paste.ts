import { isolateHistory } from "@codemirror/commands";
import { syntaxTree } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { documentSchema } from "../../document/index.ts";
import { isLatex, latexToMarkdown, sourceOf } from "../../paste/index.ts";
import { readClipboard } from "../paste/read-clipboard.ts";

/**
 * Pasting into the source: what other programs have as HTML, and LaTeX, is written as the book's source; other text
 * stays as it is. With Ctrl+Shift+V everything does. `tell` shows what to know about it.
 */
export function sourcePaste(tell: (words: string) => void): Extension {
  let plain = false;
  return EditorView.domEventHandlers({
    keydown(event) {
      if (event.key.toLowerCase() === "v") plain = event.shiftKey;
      return false;
    },
    paste(event, view) {
      const data = event.clipboardData;
      const asItIs = plain;
      plain = false;
      if (!data || asItIs || view.state.readOnly || inCode(view)) return false;
      const turned = turn(data, view);
      if (!turned) return false;
      event.preventDefault();
      const { main } = view.state.selection;
      if (turned.source !== "")
        view.dispatch(view.state.replaceSelection(between(view, main.from, turned.source)), {
          annotations: isolateHistory.of("full"),
          userEvent: "input.paste",
          scrollIntoView: true,
        });
      if (turned.notes !== "") tell(turned.notes);
      return true;
    },
  });
}

function turn(data: DataTransfer, view: EditorView): { source: string; notes: string } | null {
  const html = data.getData("text/html");
  const text = data.getData("text/plain");
  if (html === "" || data.getData("vscode-editor-data") !== "")
    return isLatex(text)
      ? {
          source: latexToMarkdown(text),
          notes: "LaTeX was turned into the book’s own markup. Please look it over.",
        }
      : null;
  const taken = new Set<string>();
  for (const [, label] of view.state.doc.toString().matchAll(/\[\^([^\]\s]+)\]/gu))
    if (label) taken.add(label);
  const pasted = readClipboard(data, documentSchema, taken);
  return pasted && { source: sourceOf(pasted), notes: pasted.notes.join(" ") };
}

/** Blocks stand apart from the text before them. */
function between(view: EditorView, from: number, source: string): string {
  if (!source.includes("\n")) return source;
  const before = view.state.sliceDoc(Math.max(0, from - 2), from);
  const apart = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  return (apart + source).replaceAll("\n", view.state.lineBreak);
}

function inCode(view: EditorView): boolean {
  const { head } = view.state.selection.main;
  return /monospace/u.test(syntaxTree(view.state).resolveInner(head, -1).name);
}
