import type { Node as ProseNode } from "@tiptap/pm/model";
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { cellPlaces } from "../../document/table-match.ts";

/** A cell of a table. */
export interface TablePlace {
  table: ProseNode;
  /** Position before the table. */
  pos: number;
  /** From 0. */
  row: number;
  /** Cells that go across columns counted as so many. */
  column: number;
  /** How many rows are the header: always one in a pipe table. */
  header: number;
  /** Whether cells go across rows or columns. */
  merged: boolean;
}

/** Where in a table the cursor is; null outside of one. */
export function tablePlace({ selection: { $from } }: EditorState): TablePlace | null {
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name !== "table") continue;
    const table = $from.node(depth);
    const row = $from.index(depth);
    const cell = $from.depth > depth + 1 ? $from.node(depth + 2) : null;
    const { cells } = cellPlaces(table);
    return {
      table,
      pos: $from.before(depth),
      row,
      column: cells.find((each) => each.row === row && each.node === cell)?.column ?? $from.index(depth + 1),
      header: headerOf(table),
      merged: cells.some(({ rowSpan, columnSpan }) => rowSpan > 1 || columnSpan > 1),
    };
  }
  return null;
}

function headerOf(table: ProseNode): number {
  if (table.attrs.style !== "grid") return 1;
  const body = table.children.findIndex((row) => row.firstChild?.type.name !== "blockHeader");
  return body === -1 ? table.childCount : body;
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
