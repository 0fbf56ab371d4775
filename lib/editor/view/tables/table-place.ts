import type { Node as ProseNode } from "@tiptap/pm/model";
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";

/** A cell of a pipe table. */
export interface TablePlace {
  table: ProseNode;
  /** Position before the table. */
  pos: number;
  /** From 0, which is the header. */
  row: number;
  column: number;
}

/** Where in a table the cursor is; null outside of one. */
export function tablePlace({ selection: { $from } }: EditorState): TablePlace | null {
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name !== "table") continue;
    return {
      table: $from.node(depth),
      pos: $from.before(depth),
      row: $from.index(depth),
      column: $from.index(depth + 1),
    };
  }
  return null;
}

/** Put the cursor into a cell of a table; rows and columns that there are not are the last ones. */
export function selectCell(tr: Transaction, pos: number, row: number, column: number): Transaction {
  const table = tr.doc.nodeAt(pos);
  if (!table) return tr;
  const rowAt = Math.max(0, Math.min(row, table.childCount - 1));
  let at = pos + 1;
  for (let index = 0; index < rowAt; index++) at += table.child(index).nodeSize;
  const cells = table.child(rowAt);
  at += 1;
  for (let index = 0; index < Math.min(column, cells.childCount - 1); index++)
    at += cells.child(index).nodeSize;
  return tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView();
}
