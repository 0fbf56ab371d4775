/** What the toolbar puts into a text. */
import type { Editor } from "@tiptap/core";
import type { Node as ProseNode } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";

/** Put an inline construct at the cursor, given its source. */
export function insertAtom(editor: Editor, name: string, source: string): boolean {
  // A citation stands apart from the word before it.
  const { $from } = editor.state.selection;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 1), $from.parentOffset, "", "x");
  const apart = (name === "citation" || name === "crossReference") && /[^\s([{\u2014-]/u.test(before);
  const atom = { type: name, attrs: { source } };
  return editor
    .chain()
    .focus()
    .insertContent(apart ? [{ type: "text", text: " " }, atom] : atom)
    .run();
}

/** Put a block after the one the cursor is in; the cursor goes to its first text. An empty paragraph gives way. */
export function insertBlock(editor: Editor, block: ProseNode): boolean {
  const { state } = editor;
  const { $from } = state.selection;
  const { tr } = state;
  let depth = $from.depth;
  while (
    depth > 0 &&
    !$from
      .node(depth - 1)
      .canReplaceWith($from.indexAfter(depth - 1), $from.indexAfter(depth - 1), block.type)
  )
    depth--;
  if (depth === 0) return false;
  const inEmpty =
    $from.parent.type.name === "paragraph" && $from.parent.content.size === 0 && depth === $from.depth;
  const at = inEmpty ? $from.before(depth) : $from.after(depth);
  if (inEmpty) tr.replaceWith(at, $from.after(depth), block);
  else tr.insert(at, block);
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(tr.doc.content.size, at + 1)))).scrollIntoView();
  editor.view.dispatch(tr);
  editor.view.focus();
  return true;
}

/** A callout with an empty paragraph; the words selected go inside. */
export function insertCallout(editor: Editor, kind: string): boolean {
  const attributes = `{.callout-${kind}}`;
  if (!editor.state.selection.empty) return editor.chain().focus().wrapIn("div", { attributes }).run();
  const { div, paragraph } = editor.state.schema.nodes;
  return div && paragraph ? insertBlock(editor, div.create({ attributes }, paragraph.create())) : false;
}

/** A table of three columns with a header and two rows. */
export function insertTable(editor: Editor): boolean {
  const { tableFigure, table, tableRow, tableCell, tableHeader } = editor.state.schema.nodes;
  if (!tableFigure || !table || !tableRow || !tableCell || !tableHeader) return false;
  const row = (cell: typeof tableCell): ProseNode =>
    tableRow.create(
      null,
      [0, 1, 2].map(() => cell.create()),
    );
  const rows = [row(tableHeader), row(tableCell), row(tableCell)];
  return insertBlock(editor, tableFigure.create(null, table.create({ align: [null, null, null] }, rows)));
}

/** A displayed formula. */
export function insertFormulaBlock(editor: Editor): boolean {
  const { mathBlock } = editor.state.schema.nodes;
  return mathBlock ? insertBlock(editor, mathBlock.create()) : false;
}

/** A footnote: its mark at the cursor and, after the block, its text, where the cursor goes. */
export function insertFootnote(editor: Editor): boolean {
  const { state } = editor;
  const { footnoteReference, footnoteDefinition, paragraph } = state.schema.nodes;
  const { $from } = state.selection;
  if (!footnoteReference || !footnoteDefinition || !paragraph || !$from.parent.inlineContent) return false;
  const taken = new Set<string>();
  state.doc.descendants((node) => {
    if (node.type === footnoteDefinition) taken.add(String(node.attrs.label));
    if (node.type === footnoteReference) taken.add(String(node.attrs.source).slice(2, -1));
  });
  let number = 1;
  while (taken.has(String(number))) number++;
  const mark = footnoteReference.create({ source: `[^${number}]` });
  const tr = state.tr.replaceSelectionWith(mark, false);
  const after = tr.mapping.map($from.after(1));
  tr.insert(after, footnoteDefinition.create({ label: String(number) }, paragraph.create()));
  tr.setSelection(TextSelection.near(tr.doc.resolve(after + 2))).scrollIntoView();
  editor.view.dispatch(tr);
  editor.view.focus();
  return true;
}

/** Set, change or (with null) take away the link at the selection; without a selection the address is its text. */
export function setLink(editor: Editor, href: string | null): boolean {
  const { state } = editor;
  const { link } = state.schema.marks;
  if (!link) return false;
  const chain = editor.chain().focus();
  if (state.selection.empty && !editor.isActive("link")) {
    if (href === null) return false;
    return chain
      .insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] })
      .run();
  }
  const whole = state.selection.empty ? chain.extendMarkRange("link") : chain;
  if (href === null) return whole.unsetMark("link").run();
  const before = editor.getAttributes("link");
  return whole.setMark("link", { ...before, href, reference: null }).run();
}
