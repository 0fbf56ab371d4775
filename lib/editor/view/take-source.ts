import type { Editor } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { type OpenDocument, openDocument } from "../document/index.ts";
import { changedRegions } from "../document/regions.ts";

/**
 * Take over a source made elsewhere (in the source editor, a suggestion taken, a newer draft): only blocks that differ
 * are replaced, in one step that can be undone.
 */
export function takeSource(editor: Editor, source: string): OpenDocument {
  const { opened, tr } = sourceTaken(editor.state, source);
  if (tr.docChanged) editor.view.dispatch(tr.setMeta("preventUpdate", true));
  return opened;
}

/** The same as a transaction, for a state that no editor shows. */
export function sourceTaken(state: EditorState, source: string): { opened: OpenDocument; tr: Transaction } {
  const opened = openDocument(source, state.schema);
  const before = [...state.doc.children];
  const after = [...opened.doc.children];
  const { tr } = state;
  const positions: number[] = [0];
  for (const node of before) positions.push((positions[positions.length - 1] ?? 0) + node.nodeSize);
  for (const { a, b, c, d } of changedRegions(before, after).reverse())
    tr.replaceWith(positions[a] ?? 0, positions[b] ?? 0, after.slice(c, d));
  return { opened, tr: closeHistory(tr) };
}
