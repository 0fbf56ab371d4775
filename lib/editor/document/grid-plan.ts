/** How a grid table shall be drawn: which rows, columns and borders of the old drawing it keeps. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import { displayWidth } from "#lib/core/text/index.ts";
import type { Pen } from "./construct.ts";
import { copyOf, type Drawing, type DrawnCell, newRule, type Rule, widthOf } from "./grid-drawing.ts";
import type { Task } from "./grid-fill.ts";
import type { Origin } from "./origin.ts";
import { type CellPlace, type cellPlaces, matchTable } from "./table-match.ts";

/** The narrowest and the widest a new column is made for what it holds. */
const narrowest = 5;
const widest = 40;

export interface Plan {
  drawing: Drawing;
  tasks: Task[];
}

type Placed = ReturnType<typeof cellPlaces>["cells"];
type Size = ReturnType<typeof cellPlaces>["size"];

/** When rows, columns and spans are those that were. */
export function asItStood(
  was: Drawing,
  olds: readonly Origin[],
  cells: Placed,
  size: Size,
  header: number,
): Plan | null {
  if (header !== was.header || size.rows !== was.heights.length || size.columns !== was.widths.length)
    return null;
  const same =
    cells.length === was.cells.length &&
    cells.every(({ row, column, rowSpan, columnSpan }, at) => {
      const cell = was.cells[at];
      return (
        cell?.row === row &&
        cell.column === column &&
        cell.rowSpan === rowSpan &&
        cell.columnSpan === columnSpan
      );
    });
  if (!same) return null;
  const simple = was.cells.every((cell) => cell.rowSpan === 1 && cell.columnSpan === 1);
  if (simple && !inOrder(was, olds, cells, size)) return null;
  const drawing = copyOf(was);
  const tasks = drawing.cells.map(
    (cell, at): Task => ({
      cell,
      now: (cells[at] as CellPlace).node,
      was: olds[at] ?? null,
    }),
  );
  return { drawing, tasks };
}

function placesOf({ cells }: Drawing, olds: readonly Origin[]): CellPlace[] {
  return cells.map(({ row, column }, at) => ({ row, column, node: (olds[at] as Origin).node }));
}

function inOrder(was: Drawing, olds: readonly Origin[], cells: Placed, size: Size): boolean {
  if (
    cells.filter((cell, at) => cell.node !== olds[at]?.node && !cell.node.eq(olds[at]?.node as ProseNode))
      .length <= 1
  )
    return true;
  const found = matchTable(
    placesOf(was, olds),
    cells,
    { rows: was.heights.length, columns: was.widths.length },
    size,
  );
  return found.rows.every((row, at) => row === at) && found.columns.every((column, at) => column === at);
}

/** Rows and columns of a table without spans that came, went or moved. */
export function rearranged(
  was: Drawing,
  olds: readonly Origin[],
  cells: Placed,
  size: Size,
  header: number,
): Plan | null {
  const single = (cell: { rowSpan: number; columnSpan: number }): boolean =>
    cell.rowSpan === 1 && cell.columnSpan === 1;
  if (!was.cells.every(single) || !cells.every(single)) return null;
  const found = matchTable(
    placesOf(was, olds),
    cells,
    { rows: was.heights.length, columns: was.widths.length },
    size,
  );
  if (found.columns.every((column) => column === null) || found.rows.every((row) => row === null))
    return null;
  const widths = found.columns.map((column, at) =>
    column === null ? newWidth(was.widths, found.columns, at) : (was.widths[column] ?? narrowest),
  );
  const heights = found.rows.map((row) => (row === null ? 1 : (was.heights[row] ?? 1)));
  const rules = rulesFor(was, found.rows, header).map((rule) => columnsOf(rule, found.columns, widths));
  const drawing: Drawing = { widths, heights, rules, header, cells: [] };
  const tasks: Task[] = [];
  for (let row = 0; row < size.rows; row++) {
    for (let column = 0; column < size.columns; column++) {
      const from = found.rows[row] ?? null;
      const beside = found.columns[column] ?? null;
      const old = from === null || beside === null ? -1 : from * was.widths.length + beside;
      const lines = was.cells[old]?.lines ?? Array(heights[row] ?? 1).fill(" ".repeat(widths[column] ?? 0));
      const cell: DrawnCell = { row, column, rowSpan: 1, columnSpan: 1, lines: [...lines] };
      drawing.cells.push(cell);
      const now = cells.find((each) => each.row === row && each.column === column)?.node;
      if (now) tasks.push({ cell, now, was: olds[old] ?? null });
    }
  }
  return { drawing, tasks };
}

/** A new column is as wide as the narrower of those beside it, within reason; what it holds makes it wider. */
function newWidth(widths: readonly number[], columns: readonly (number | null)[], at: number): number {
  const beside = [columns[at - 1], columns[at + 1]].flatMap((column) =>
    column == null ? [] : [widths[column] ?? 0],
  );
  return Math.min(16, ...beside.map((width) => Math.max(narrowest, width)));
}

/** The borders of a table whose rows are these of the old one. */
function rulesFor(was: Drawing, rows: readonly (number | null)[], header: number): Rule[] {
  const last = was.rules.length - 1;
  const inner =
    was.rules.find((_, at) => at > 0 && at < last && at !== was.header) ?? stripped(was.rules[last] as Rule);
  const plain = stripped(inner);
  const strong =
    was.header > 0
      ? (was.rules[was.header] as Rule)
      : { ...plain, segments: plain.segments.map((each) => each?.replaceAll("-", "=") ?? null) };
  return Array.from({ length: rows.length + 1 }, (_, at) => {
    // Alignments move into the border below a new header.
    if (at === 0)
      return header > 0 && was.header === 0 ? stripped(was.rules[0] as Rule) : (was.rules[0] as Rule);
    if (at === rows.length) return was.rules[last] as Rule;
    if (at === header) return strong;
    const above = rows[at - 1];
    const own =
      above == null || above + 1 === last || above + 1 === was.header ? undefined : was.rules[above + 1];
    return own ?? plain;
  });
}

/** A border that divides rows and says nothing of columns. */
function stripped({ segments, corners }: Rule): Rule {
  return { segments: segments.map((each) => each?.replaceAll(/[=:]/gu, "-") ?? null), corners };
}

function columnsOf(rule: Rule, columns: readonly (number | null)[], widths: readonly number[]): Rule {
  const sign = rule.segments.some((segment) => segment?.includes("=")) ? "=" : "-";
  const kept = columns.length === rule.segments.length && columns.every((column, at) => column === at);
  return {
    segments: columns.map((column, at) =>
      column === null ? sign.repeat(widths[at] ?? narrowest) : (rule.segments[column] ?? null),
    ),
    corners: kept ? [...rule.corners] : Array(columns.length + 1).fill("+"),
  };
}

/** A table drawn from nothing. */
export function anew(cells: Placed, size: Size, header: number, pen: Pen): Plan {
  const widths = Array<number>(size.columns).fill(narrowest);
  for (const { column, columnSpan, node } of cells) {
    if (columnSpan > 1) continue;
    const longest = Math.max(...pen.cell(null, node).split("\n").map(displayWidth)) + 2;
    widths[column] = Math.max(widths[column] ?? 0, Math.min(widest, longest));
  }
  const drawing: Drawing = { widths, heights: Array(size.rows).fill(1), rules: [], header, cells: [] };
  drawing.rules = Array.from({ length: size.rows + 1 }, (_, at) =>
    newRule(widths, at === header && at > 0 ? "=" : "-"),
  );
  const taken = new Set<string>();
  const tasks: Task[] = [];
  for (const { node, ...place } of cells) {
    const cell: DrawnCell = { ...place, lines: [] };
    const height = 2 * place.rowSpan - 1;
    cell.lines = Array(height).fill(" ".repeat(widthOf(drawing, cell)));
    drawing.cells.push(cell);
    tasks.push({ cell, now: node, was: null });
    for (let row = place.row; row < place.row + place.rowSpan; row++) {
      for (let column = place.column; column < place.column + place.columnSpan; column++) {
        taken.add(`${row} ${column}`);
        const rule = drawing.rules[row];
        if (row === place.row || !rule) continue;
        rule.segments[column] = null;
        if (column > place.column) rule.corners[column] = "";
      }
    }
  }
  // Beside a cell that goes across a border, and nothing else, there is a bar.
  for (const { segments, corners } of drawing.rules)
    for (const [at, corner] of corners.entries())
      if (corner !== "" && segments[at - 1] == null && segments[at] == null) corners[at] = "|";
  // A row too short is filled up.
  for (let row = 0; row < size.rows; row++)
    for (let column = 0; column < size.columns; column++)
      if (!taken.has(`${row} ${column}`))
        drawing.cells.push({
          row,
          column,
          rowSpan: 1,
          columnSpan: 1,
          lines: [" ".repeat(widths[column] ?? 0)],
        });
  return { drawing, tasks };
}
