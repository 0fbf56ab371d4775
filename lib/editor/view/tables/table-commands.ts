/** Rows and columns of a pipe or grid table. Each gives the change, or null where there is nothing to change. */

import { closeHistory } from "@tiptap/pm/history";
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { cellPlaces } from "../../document/table-match.ts";
import { announce } from "../announce.ts";
import { selectCell, type TablePlace, tablePlace } from "./table-place.ts";

/** How a column is set; null leaves it to the book. */
export type Alignment = "left" | "center" | "right" | null;

type Rows = readonly (readonly ProseNode[])[];
/** A table as rows of cells, with the cell the cursor shall be in. */
interface Change {
  rows: Rows;
  align: readonly Alignment[];
  row: number;
  column: number;
  /** How many rows are the header afterwards; as many as before if it does not say. */
  header?: number;
  says: string;
}

type Command = (state: EditorState) => Transaction | null;

/** Where cells are merged, rows and columns are left as they are. */
function command(
  change: (place: TablePlace, rows: Rows, align: readonly Alignment[]) => Change | null,
): Command {
  return (state) => {
    const place = tablePlace(state);
    if (!place || place.merged) return null;
    const rows = place.table.children.map((row) => row.children);
    const made = change(place, rows, alignments(place.table));
    return made ? rebuild(state, place, made) : null;
  };
}

function emptyCell({ table }: TablePlace): ProseNode {
  const { schema } = table.type;
  if (table.attrs.style !== "grid") return schema.node("tableCell");
  return schema.node("blockCell", null, schema.node("paragraph"));
}

/** Add a row above the cursor's (`0`) or below it (`1`). Above the header it goes below: the first row is the header. */
export const addRow = (side: 0 | 1): Command =>
  command((place, rows, align) => {
    const row = Math.max(place.header, place.row + side);
    const cells = align.map(() => emptyCell(place));
    return { rows: rows.toSpliced(row, 0, cells), align, row, column: 0, says: "Row added" };
  });

/** Take the cursor's row away. In a pipe table the next row becomes the header when it was the header. */
export const removeRow: Command = command((place, rows, align) => {
  if (rows.length < 2) return null;
  const header = place.header - (place.row < place.header ? 1 : 0);
  return { ...place, header, rows: rows.toSpliced(place.row, 1), align, says: "Row removed" };
});

/** Change the places of the cursor's row and its neighbour. The first row is the header, whichever it is. */
export const moveRow = (step: 1 | -1): Command =>
  command(({ row, column }, rows, align) => {
    const other = row + step;
    if (other < 0 || other >= rows.length) return null;
    return {
      rows: swapped(rows, row, other),
      align,
      row: other,
      column,
      says: `Row ${other + 1} of ${rows.length}`,
    };
  });

/** Add a column before the cursor's (`0`) or after it (`1`). */
export const addColumn = (side: 0 | 1): Command =>
  command((place, rows, align) => {
    const column = place.column + side;
    return {
      rows: rows.map((row) => row.toSpliced(column, 0, emptyCell(place))),
      align: align.toSpliced(column, 0, null),
      row: place.row,
      column,
      says: "Column added",
    };
  });

/** Take the cursor's column away. */
export const removeColumn: Command = command((place, rows, align) => {
  if (align.length < 2) return null;
  const { column } = place;
  return {
    ...place,
    rows: rows.map((row) => row.toSpliced(column, 1)),
    align: align.toSpliced(column, 1),
    says: "Column removed",
  };
});

/** Change the places of the cursor's column and its neighbour, with how they are set. */
export const moveColumn = (step: 1 | -1): Command =>
  command(({ row, column }, rows, align) => {
    const other = column + step;
    if (other < 0 || other >= align.length) return null;
    return {
      rows: rows.map((cells) => swapped(cells, column, other)),
      align: swapped(align, column, other),
      row,
      column: other,
      says: `Column ${other + 1} of ${align.length}`,
    };
  });

/** Set the cursor's column. */
export const alignColumn =
  (alignment: Alignment): Command =>
  (state) => {
    const place = tablePlace(state);
    if (!place) return null;
    const align = alignments(place.table);
    if ((align[place.column] ?? null) === alignment) return null;
    const tr = closeHistory(state.tr).setNodeAttribute(
      place.pos,
      "align",
      align.with(place.column, alignment),
    );
    const side = alignment === "center" ? "to the centre" : alignment;
    return announce(tr, side ? `Column set ${side}` : "Column set as usual");
  };

/**
 * Make an ordinary row of the header; without one, make one of the first row. A pipe table without a header has an empty
 * one.
 */
export const toggleHeader: Command = command((place, rows, align) => {
  if (place.table.attrs.style === "grid") {
    if (place.header > 0) return { ...place, rows, align, header: 0, says: "No header" };
    return rows.length < 2 ? null : { ...place, rows, align, header: 1, says: "First row is the header" };
  }
  if (hasHeader(place.table)) {
    const cells = align.map(() => emptyCell(place));
    return { ...place, rows: [cells, ...rows], align, row: place.row + 1, says: "No header" };
  }
  if (rows.length < 2) return null;
  return { ...place, rows: rows.slice(1), align, row: place.row - 1, says: "First row is the header" };
});

/** Whether the table has a header. An empty one of a pipe table is not shown to readers. */
export function hasHeader(table: ProseNode): boolean {
  if (table.attrs.style === "grid") return table.firstChild?.firstChild?.type.name === "blockHeader";
  return table.firstChild?.children.some((cell) => cell.content.size > 0) === true;
}

/** The whole table with its caption taken away. */
export const removeTable: Command = (state) => {
  const place = tablePlace(state);
  if (!place) return null;
  const $table = state.doc.resolve(place.pos);
  const tr = closeHistory(state.tr);
  const around = $table.node($table.depth - 1);
  const paragraph = around.childCount === 1 ? [state.schema.node("paragraph")] : [];
  return announce(tr.replaceWith($table.before(), $table.after(), paragraph), "Table removed");
};

/** Go to the next cell, or the one before; after the last one a row is added. Null outside of a table. */
export const moveToCell =
  (step: 1 | -1): Command =>
  (state) => {
    const place = tablePlace(state);
    if (!place) return null;
    const { cells } = cellPlaces(place.table);
    const here = cells.findIndex(({ row, column }) => row === place.row && column === place.column);
    const next = cells[Math.max(0, here + step)];
    if (!next) return addRow(1)(state);
    const index = cells.filter((each) => each.row === next.row).indexOf(next);
    return selectCell(state.tr, place.pos, next.row, index);
  };

/** How each column of a table is set. */
export function alignments(table: ProseNode): readonly Alignment[] {
  const written = table.attrs.align as readonly Alignment[];
  const { columns } = cellPlaces(table).size;
  return Array.from({ length: columns }, (_, at) => written[at] ?? null);
}

function swapped<T>(list: readonly T[], a: number, b: number): readonly T[] {
  return list.map((each, at) => (list[at === a ? b : at === b ? a : at] ?? each) as T);
}

function rebuild(state: EditorState, place: TablePlace, change: Change): Transaction {
  const { table } = place;
  const { schema } = state;
  const [heading, ordinary] =
    table.attrs.style === "grid" ? ["blockHeader", "blockCell"] : ["tableHeader", "tableCell"];
  // A grid table is not all header; the first row of a pipe table always is.
  const header =
    heading === "tableHeader" ? 1 : Math.min(change.header ?? place.header, change.rows.length - 1);
  const built = change.rows.map((cells, at) => {
    const kind = at < header ? heading : ordinary;
    const old = table.children.find(
      (row) =>
        row.childCount === cells.length &&
        cells.every((cell, index) => row.child(index) === cell && cell.type.name === kind),
    );
    // A row that stays what it was keeps its source.
    if (old) return old;
    return schema.node(
      "tableRow",
      null,
      cells.map((cell) => schema.node(kind, null, cell.content)),
    );
  });
  const made = table.type.create({ ...table.attrs, align: change.align }, built);
  const tr = closeHistory(state.tr).replaceWith(place.pos, place.pos + table.nodeSize, made);
  return announce(selectCell(tr, place.pos, change.row, change.column), change.says);
}
