/** Rows and columns of a pipe table. */
import type { Editor } from "@tiptap/core";
import type { Node as ProseNode } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";

interface Place {
  table: ProseNode;
  /** Position before the table. */
  pos: number;
  row: number;
  column: number;
}

/** Where in a table the cursor is; null outside of one. */
export function tablePlace(editor: Editor): Place | null {
  const { $from } = editor.state.selection;
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

function rebuild(
  editor: Editor,
  place: Place,
  rows: ProseNode[][],
  align: unknown[],
  to: { row: number; column: number },
): boolean {
  const { schema, tr } = editor.state;
  const { tableRow, tableCell, tableHeader } = schema.nodes;
  if (!tableRow || !tableCell || !tableHeader || rows.length === 0 || rows[0]?.length === 0) return false;
  const built = rows.map((cells, at) => {
    const old = place.table.children.find(
      (row) => row.childCount === cells.length && cells.every((cell, index) => row.child(index) === cell),
    );
    if (old && (at > 0 || old === place.table.firstChild)) return old;
    return tableRow.create(
      null,
      cells.map((cell) => (at === 0 ? tableHeader : tableCell).create(null, cell.content)),
    );
  });
  const table = place.table.type.create({ ...place.table.attrs, align }, built);
  tr.replaceWith(place.pos, place.pos + place.table.nodeSize, table);
  let pos = place.pos + 1;
  for (let at = 0; at < Math.min(to.row, table.childCount - 1); at++) pos += table.child(at).nodeSize;
  const row = table.child(Math.min(to.row, table.childCount - 1));
  pos += 1;
  for (let at = 0; at < Math.min(to.column, row.childCount - 1); at++) pos += row.child(at).nodeSize;
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 1))).scrollIntoView());
  editor.view.focus();
  return true;
}

function cellsOf(place: Place): ProseNode[][] {
  return place.table.children.map((row) => [...row.children]);
}

/** Add a row below the cursor's. */
export function addRow(editor: Editor): boolean {
  const place = tablePlace(editor);
  const cell = editor.state.schema.nodes.tableCell;
  if (!place || !cell) return false;
  const rows = cellsOf(place);
  rows.splice(
    place.row + 1,
    0,
    (rows[0] ?? []).map(() => cell.create()),
  );
  return rebuild(editor, place, rows, place.table.attrs.align, { row: place.row + 1, column: 0 });
}

/** Take the cursor's row away, unless it is the header. */
export function removeRow(editor: Editor): boolean {
  const place = tablePlace(editor);
  if (!place || place.row === 0) return false;
  const rows = cellsOf(place);
  rows.splice(place.row, 1);
  return rebuild(editor, place, rows, place.table.attrs.align, place);
}

/** Add a column to the right of the cursor's. */
export function addColumn(editor: Editor): boolean {
  const place = tablePlace(editor);
  const cell = editor.state.schema.nodes.tableCell;
  if (!place || !cell) return false;
  const rows = cellsOf(place).map((row) => row.toSpliced(place.column + 1, 0, cell.create()));
  const align = (place.table.attrs.align as unknown[]).toSpliced(place.column + 1, 0, null);
  return rebuild(editor, place, rows, align, { row: place.row, column: place.column + 1 });
}

/** Take the cursor's column away. */
export function removeColumn(editor: Editor): boolean {
  const place = tablePlace(editor);
  if (!place) return false;
  const rows = cellsOf(place).map((row) => row.toSpliced(place.column, 1));
  return rebuild(
    editor,
    place,
    rows,
    (place.table.attrs.align as unknown[]).toSpliced(place.column, 1),
    place,
  );
}

/** Go to the next cell, or the one before; after the last one a row is added. */
export function moveToCell(editor: Editor, step: 1 | -1): boolean {
  const place = tablePlace(editor);
  if (!place) return false;
  const columns = place.table.child(place.row).childCount;
  const index = place.row * columns + place.column + step;
  if (index < 0) return true;
  if (index >= columns * place.table.childCount) return addRow(editor);
  return goToCell(editor, place, Math.floor(index / columns), index % columns);
}

function goToCell(editor: Editor, place: Place, toRow: number, toColumn: number): boolean {
  let pos = place.pos + 1;
  for (let at = 0; at < toRow; at++) pos += place.table.child(at).nodeSize;
  pos += 1;
  for (let at = 0; at < toColumn; at++) pos += place.table.child(toRow).child(at).nodeSize;
  const { tr } = editor.state;
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 1))).scrollIntoView());
  return true;
}
