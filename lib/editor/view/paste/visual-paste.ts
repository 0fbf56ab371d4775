/** Pasting into the visual editor: always one step of undoing, always clean. */

import { closeHistory } from "@tiptap/pm/history";
import { Fragment, type Node as ProseNode, Slice } from "@tiptap/pm/model";
import { Plugin, Selection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { fromPlainText, fromText, longest, sliceOf, tooLong } from "../../paste/index.ts";
import { readClipboard } from "./read-clipboard.ts";

/** `tell` shows a person what to know about what was pasted. */
export function visualPaste(tell: (words: string) => void): Plugin {
  /** False where there is nothing to turn into text: a picture alone is for who takes pictures. */
  const take = (view: EditorView, data: DataTransfer): boolean => {
    const pasted = readClipboard(data, view.state.schema, noteLabels(view.state.doc));
    if (!pasted || (pasted.blocks.length === 0 && data.files.length > 0)) return false;
    if (pasted.blocks.length > 0) put(view, fitted(view, sliceOf(pasted)));
    if (pasted.notes.length > 0) tell(pasted.notes.join(" "));
    return true;
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        paste(view, event) {
          const data = event.clipboardData;
          // Code takes text as it is, and a paste without HTML goes on below, where the plain one is known.
          if (!data || !view.editable || inCode(view) || data.getData("text/html") === "") return false;
          if (!take(view, data)) return false;
          event.preventDefault();
          return true;
        },
      },
      handleDrop(view, event, _slice, moved) {
        const data = event.dataTransfer;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (moved || !data || !at || data.getData("text/html") === "") return false;
        const { tr } = view.state;
        view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(at.pos))));
        return take(view, data);
      },
      clipboardTextParser(text, _context, plain, view) {
        const { schema } = view.state;
        const pasted = plain ? fromPlainText(text, schema) : fromText(text, schema);
        if (pasted.notes.length > 0) tell(pasted.notes.join(" "));
        return fitted(view, sliceOf(pasted));
      },
      handlePaste(view, event, slice) {
        // What could not be pasted takes nothing away either. Pictures are for who takes pictures.
        if (slice.size === 0) return (event.clipboardData?.files.length ?? 0) === 0;
        if (slice.size > longest) tell(tooLong);
        else put(view, slice);
        return true;
      },
    },
  });
}

function put(view: EditorView, slice: Slice): void {
  const only = slice.openStart === 0 && slice.openEnd === 0 && slice.content.childCount === 1;
  const { tr } = view.state;
  if (only && slice.content.firstChild) tr.replaceSelectionWith(slice.content.firstChild, false);
  else tr.replaceSelection(slice);
  view.dispatch(closeHistory(tr).scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
  // What is typed next is a step of its own.
  view.dispatch(closeHistory(view.state.tr));
}

/** Where only a line fits (a cell, a caption), blocks become one. */
function fitted(view: EditorView, slice: Slice): Slice {
  const { parent } = view.state.selection.$from;
  if (!parent.inlineContent || parent.type.name === "paragraph" || parent.type.name === "heading")
    return slice;
  const line: ProseNode[] = [];
  slice.content.descendants((node) => {
    if (!node.isTextblock) return true;
    if (line.length > 0 && node.content.size > 0) line.push(node.type.schema.text(" "));
    for (const child of node.content.content)
      line.push(child.type.name === "hardBreak" ? node.type.schema.text(" ") : child);
    return false;
  });
  return new Slice(Fragment.from(line), 0, 0);
}

function inCode(view: EditorView): boolean {
  return view.state.selection.$from.parent.type.spec.code === true;
}

/** Labels that notes of a document have. */
function noteLabels(doc: ProseNode): Set<string> {
  const found = new Set<string>();
  doc.descendants((node) => {
    if (node.type.name === "footnoteDefinition") found.add(String(node.attrs.label));
    if (node.type.name === "footnoteReference") found.add(String(node.attrs.source).slice(2, -1));
  });
  return found;
}
