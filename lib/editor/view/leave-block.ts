import type { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";

const captions = new Set(["figure", "tableCaption"]);
const enclosed = new Set(["div", "footnoteDefinition"]);

/**
 * Enter at the end of something that has an end of its own: after a caption comes a paragraph, and an empty last
 * paragraph of a callout or a footnote moves out of it.
 */
export function leaveBlock(editor: Editor): boolean {
  const { state } = editor;
  const { $from, empty } = state.selection;
  const { paragraph } = state.schema.nodes;
  if (!empty || !paragraph || $from.depth === 0) return false;
  const { tr } = state;
  if (captions.has($from.parent.type.name)) {
    const after = $from.after($from.parent.type.name === "tableCaption" ? $from.depth - 1 : $from.depth);
    tr.insert(after, paragraph.create());
    editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1))).scrollIntoView());
    return true;
  }
  if ($from.depth < 2 || $from.parent.type !== paragraph || $from.parent.content.size > 0) return false;
  const around = $from.node(-1);
  if (!enclosed.has(around.type.name) || around.childCount < 2 || around.lastChild !== $from.parent)
    return false;
  const after = $from.after(-1);
  tr.insert(after, paragraph.create()).delete($from.before(), $from.after());
  const at = after - $from.parent.nodeSize;
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView());
  return true;
}
