import type { Editor } from "@tiptap/core";
import { changedRegions } from "../document/align.ts";
import { type OpenDocument, openDocument } from "../document/index.ts";

/** Take over a source made elsewhere (a suggestion taken, a newer draft): only blocks that differ are replaced. */
export function takeSource(editor: Editor, source: string): OpenDocument {
  const { state } = editor;
  const opened = openDocument(source, state.schema);
  const before = [...state.doc.children];
  const after = [...opened.doc.children];
  const { tr } = state;
  const positions: number[] = [0];
  for (const node of before) positions.push((positions[positions.length - 1] ?? 0) + node.nodeSize);
  for (const { a, b, c, d } of changedRegions(before, after).reverse())
    tr.replaceWith(positions[a] ?? 0, positions[b] ?? 0, after.slice(c, d));
  if (tr.docChanged) editor.view.dispatch(tr.setMeta("preventUpdate", true));
  return opened;
}
