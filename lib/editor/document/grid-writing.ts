/** From an edited grid table to its lines: what was not edited is drawn as it was. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import { displayWidth, type GridAlign } from "#lib/core/text/index.ts";
import type { Pen, Press } from "./construct.ts";
import {
  aligned,
  copyOf,
  type Drawing,
  type DrawnCell,
  draw,
  heighten,
  newRule,
  type Rule,
  widen,
  widthOf,
} from "./grid-drawing.ts";
import { fitted } from "./grid-fit.ts";
import { replaceLines } from "./line-edits.ts";
import { sameMeaning } from "./meaning.ts";
import type { Origin } from "./origin.ts";
import { type CellPlace, cellPlaces, matchTable } from "./table-match.ts";

/** One cell to be drawn: where, what it shall hold, and what it was. */
interface Task {
  cell: DrawnCell;
  now: ProseNode;
  was: Origin | null;
}

/** The narrowest and the widest a new column is made for what it holds. */
const narrowest = 5;
const widest = 40;

/** Write an edited grid table in place. */
export function redrawGrid(origin: Origin, next: ProseNode, press: Press): boolean {
  const { grid } = origin;
  if (!grid) return false;
  const { cells, size } = cellPlaces(next);
  const header = headerRows(next);
  const align = next.attrs.align as readonly GridAlign[];
  const olds = origin.children.flatMap((row) => row.children);
  const plan =
    asItStood(grid.drawing, olds, cells, size, header) ??
    rearranged(grid.drawing, olds, cells, size, header) ??
    anew(cells, size, header, press.pen);
  setAlignments(plan.drawing, align);
  fill(plan.drawing, plan.tasks, press.pen);
  replaceLines(press, grid.lines, origin.prefix, draw(plan.drawing));
  return true;
}

/** The lines of a new grid table. */
export function writeGrid(node: ProseNode, pen: Pen): string {
  const { cells, size } = cellPlaces(node);
  const { drawing, tasks } = anew(cells, size, headerRows(node), pen);
  setAlignments(drawing, node.attrs.align as readonly GridAlign[]);
  fill(drawing, tasks, pen);
  return draw(drawing).join("\n");
}

interface Plan {
  drawing: Drawing;
  tasks: Task[];
}

type Placed = ReturnType<typeof cellPlaces>["cells"];
type Size = ReturnType<typeof cellPlaces>["size"];

function headerRows(table: ProseNode): number {
  let rows = 0;
  // A table is not all header.
  while (rows + 1 < table.childCount && table.child(rows).firstChild?.type.name === "blockHeader") rows++;
  return rows;
}

/** When rows, columns and spans are those that were. */
function asItStood(
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
function rearranged(
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
    if (at === 0) return was.rules[0] as Rule;
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
function anew(cells: Placed, size: Size, header: number, pen: Pen): Plan {
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

/** Alignments stand in the border below the header, or in the first where there is none. */
function setAlignments({ rules, header }: Drawing, align: readonly GridAlign[]): void {
  const last = rules.length - 1;
  for (const [at, rule] of rules.entries()) {
    if (at !== header && (at === last || at !== 0)) continue;
    rule.segments = rule.segments.map((segment, column) => {
      if (segment === null) return null;
      const wanted = at === header ? (align[column] ?? null) : null;
      const bare = aligned(segment, null);
      // A border keeps signs that say nothing there.
      if (at !== header) return bare;
      return aligned(bare, wanted) === segment ? segment : aligned(bare, wanted);
    });
  }
}

/** Put into each cell what it holds now, and make room for it. */
function fill(drawing: Drawing, tasks: readonly Task[], pen: Pen): void {
  const changed = tasks.filter(
    ({ was, now, cell }) => !was || !sameCell(was, now) || cell.lines.length === 0,
  );
  const texts = changed.map(({ was, now }) => pen.cell(was?.cell ?? null, now).trimEnd());
  const lines = changed.map(({ cell, now }, at) => {
    for (;;) {
      const width = widthOf(drawing, cell);
      const found = fittedInto(texts[at] ?? "", width, now, pen);
      if ("lines" in found) return found.lines;
      widen(drawing, cell.column + cell.columnSpan - 1, Math.max(1, found.needs + 2 - width));
    }
  });
  const high = [...drawing.heights];
  for (const [at, { cell }] of changed.entries()) {
    const more = (lines[at] as string[]).length - cell.lines.length;
    if (more > 0) heighten(drawing, cell.row + cell.rowSpan - 1, more);
  }
  for (const [at, { cell, was }] of changed.entries()) put(drawing, cell, lines[at] as string[], was);
  for (const row of new Set(changed.map(({ cell }) => cell.row)))
    lower(drawing, row, high[row] ?? 1, changed);
}

function sameCell(was: Origin, now: ProseNode): boolean {
  return was.node === now || was.node.content.eq(now.content);
}

function fittedInto(text: string, width: number, now: ProseNode, pen: Pen): ReturnType<typeof fitted> {
  const open = (words: string) => pen.openCell(words);
  const says = (opened: { doc: ProseNode }) => sameMeaning(now.children, opened.doc.children);
  const found = fitted(text, width - 2, open, says);
  // A word that needs the room before the bar may have it.
  if ("needs" in found && found.needs === width - 1) return fitted(text, width - 1, open, says);
  return found;
}

/** Lines that were there keep their spaces. */
function put(drawing: Drawing, cell: DrawnCell, lines: readonly string[], was: Origin | null): void {
  const width = widthOf(drawing, cell);
  const former = was?.cell?.opened.source.split("\n") ?? [];
  const drawn = [...cell.lines];
  cell.lines = drawn.map((old, at) => {
    const line = lines[at] ?? "";
    if (line === (former[at] ?? "") && at < former.length) return old;
    if (line === "") return " ".repeat(width);
    const lead = at < former.length && !/^(?: |$)/u.test(old) && displayWidth(line) <= width ? "" : " ";
    const text = lead + line;
    return text + " ".repeat(Math.max(0, width - displayWidth(text)));
  });
}

/** Lines at the end of a row that became blank go. */
function lower(drawing: Drawing, row: number, was: number, changed: readonly Task[]): void {
  const own = drawing.cells.filter((cell) => cell.row <= row && row < cell.row + cell.rowSpan);
  if (own.some((cell) => cell.rowSpan > 1)) return;
  const filled = Math.max(
    1,
    ...own.map((cell) => cell.lines.findLastIndex((line) => line.trim() !== "") + 1),
  );
  const before = changed
    .filter(({ cell }) => cell.row === row)
    .map(({ was }) => was?.cell?.opened.source.trimEnd().split("\n").length ?? 1);
  // Blank lines that stood there stay: only what the edited cells gave up goes.
  const wanted = Math.max(filled, was > Math.max(...before) ? was : 1);
  if ((drawing.heights[row] ?? 1) > wanted) heighten(drawing, row, wanted - (drawing.heights[row] ?? 1));
}
