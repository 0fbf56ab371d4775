import type { Editor } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import { type EditorState, Selection, type Transaction } from "@tiptap/pm/state";
import { type OpenDocument, openDocument } from "../document/index.ts";
import { changedRegions } from "../document/regions.ts";

/**
 * Take over a source made elsewhere (in the source editor, a suggestion taken, a newer draft): only blocks that differ
 * are replaced, in one step that can be undone.
 */
export function takeSource(editor: Editor, source: string): OpenDocument {
  const { opened, tr } = sourceTaken(editor.state, source);
  if (!tr.docChanged) return opened;
  // Undoing goes to the selection there was, which is to be where something changes; afterwards it is as before.
  const bookmark = editor.state.selection.getBookmark();
  const select = (selection: Selection): void =>
    editor.view.dispatch(editor.state.tr.setSelection(selection).setMeta("addToHistory", false));
  select(Selection.near(editor.state.doc.resolve(firstChange(tr))));
  editor.view.dispatch(sourceTaken(editor.state, opened).tr.setMeta("preventUpdate", true));
  select(bookmark.map(tr.mapping).resolve(editor.state.doc));
  return opened;
}

/** Where the first thing changes. Changes are made from the last to the first. */
function firstChange(tr: Transaction): number {
  let at = 0;
  tr.steps[tr.steps.length - 1]?.getMap().forEach((from) => {
    at = from;
  });
  return at;
}

/** The same as a transaction, for a state that no editor shows. */
export function sourceTaken(
  state: EditorState,
  source: string | OpenDocument,
): { opened: OpenDocument; tr: Transaction } {
  const opened = typeof source === "string" ? openDocument(source, state.schema) : source;
  const before = [...state.doc.children];
  const after = [...opened.doc.children];
  const { tr } = state;
  const positions: number[] = [0];
  for (const node of before) positions.push((positions[positions.length - 1] ?? 0) + node.nodeSize);
  for (const { a, b, c, d } of changedRegions(before, after).reverse())
    tr.replaceWith(positions[a] ?? 0, positions[b] ?? 0, after.slice(c, d));
  return { opened, tr: closeHistory(tr) };
}
