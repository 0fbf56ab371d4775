/** Where the cells of a grid table lie. Cells may span rows and columns, as in Pandoc 3. */
import { columnPlaces, displayWidth } from "./display-width.ts";
import { limits } from "./piece.ts";
import { isGridBorder } from "./table-extent.ts";
import type { BlockTable } from "./tree.ts";

export type GridAlign = BlockTable["columns"][number]["align"];

/** One cell: where it begins, how far it goes, and the stretch of each line (by index, from bar to bar) that is its own. */
export interface GridCell {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  lines: { line: number; from: number; to: number }[];
}

export interface GridLayout {
  /** Columns of characters at which the table's columns begin and end. */
  edges: readonly number[];
  /** Lines at which its rows begin and end. */
  rules: readonly number[];
  /** How many rows are the header. */
  header: number;
  align: readonly GridAlign[];
  /** In the order of rows, then of columns. */
  cells: readonly GridCell[];
}

const segment = /\+[-=:+]*[-=][-=:+]*\+/g;

/**
 * Lay out the lines of a grid table, white space at their ends taken off. Null when its bars and borders do not meet.
 * Time is linear in the text.
 */
export function readGrid(texts: readonly string[]): GridLayout | null {
  const first = texts[0];
  if (first === undefined || !isGridBorder(first) || !isGridBorder(texts[texts.length - 1] ?? ""))
    return null;
  return squareGrid(texts) ?? shiftedGrid(texts);
}

/** A table whose lines are all as wide as its borders. */
function squareGrid(texts: readonly string[]): GridLayout | null {
  const width = (texts[0] as string).length;
  if (texts.some((text) => displayWidth(text) !== width)) return null;
  const places = texts.map(columnPlaces);
  const at = (line: number, column: number): string => {
    const index = places[line]?.[column] ?? column;
    return index < 0 ? "" : (texts[line]?.[index] ?? "");
  };
  const { rules, edges } = candidates(texts, places);
  if (rules.length < 2 || edges.length < 2 || edges.length > limits.tableColumns) return null;
  if (edges[0] !== 0 || edges[edges.length - 1] !== width - 1) return null;
  const [rowCount, columnCount] = [rules.length - 1, edges.length - 1];
  const found = rectangles(framed(walls(rules, edges, at), rowCount, columnCount), rowCount, columnCount);
  if (!found) return null;
  const rows = used(found, rules.length, (cell) => [cell.top, cell.bottom]);
  const columns = used(found, edges.length, (cell) => [cell.left, cell.right]);
  const kept = {
    rules: rules.filter((_, index) => rows[index] !== -1),
    edges: edges.filter((_, index) => columns[index] !== -1),
  };
  // A row without lines is none.
  if (kept.rules.some((rule, index) => index > 0 && rule === (kept.rules[index - 1] ?? 0) + 1)) return null;
  const cells: GridCell[] = [];
  for (const { top, bottom, left, right } of found) {
    const cell = boxed(rows, columns, { top, bottom, left, right });
    for (let line = (rules[top] ?? 0) + 1; line < (rules[bottom] ?? 0); line++) {
      const from = places[line]?.[(edges[left] ?? 0) + 1] ?? (edges[left] ?? 0) + 1;
      const to = places[line]?.[edges[right] ?? 0] ?? edges[right] ?? 0;
      if (from < 0 || to < 0) return null;
      cell.lines.push({ line, from, to });
    }
    cells.push(cell);
  }
  return { ...kept, ...headOf(texts, kept.rules, kept.edges), cells };
}

interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

function boxed(rows: readonly number[], columns: readonly number[], box: Box): GridCell {
  const row = rows[box.top] ?? 0;
  const column = columns[box.left] ?? 0;
  return {
    row,
    column,
    rowSpan: (rows[box.bottom] ?? 0) - row,
    columnSpan: (columns[box.right] ?? 0) - column,
    lines: [],
  };
}

/** Lines that may be borders, and columns that may be edges. Those that turn out to be words are not used. */
function candidates(
  texts: readonly string[],
  places: readonly (readonly number[] | null)[],
): { rules: number[]; edges: number[] } {
  const rules: number[] = [];
  const edges = new Set<number>();
  for (const [line, text] of texts.entries()) {
    let border = false;
    for (const { index, 0: found } of text.matchAll(segment)) {
      border = true;
      const column = places[line] ? (places[line] as readonly number[]).indexOf(index) : index;
      for (let at = 0; at < found.length; at++) if (found[at] === "+") edges.add(column + at);
    }
    if (border) rules.push(line);
  }
  return { rules, edges: [...edges].sort((a, b) => a - b) };
}

interface Walls {
  /** Whether there is a bar to the right of a unit, a border below it. */
  right(row: number, column: number): boolean;
  below(row: number, column: number): boolean;
}

function walls(
  rules: readonly number[],
  edges: readonly number[],
  at: (line: number, column: number) => string,
): Walls {
  return {
    right(row, column) {
      const edge = edges[column + 1] ?? 0;
      const [top, bottom] = [rules[row] ?? 0, rules[row + 1] ?? 0];
      if (bottom === top + 1)
        return [top, bottom].every((line) => at(line, edge) === "+" || at(line, edge) === "|");
      for (let line = top + 1; line < bottom; line++) if (at(line, edge) !== "|") return false;
      return true;
    },
    below(row, column) {
      const line = rules[row + 1] ?? 0;
      for (let place = edges[column] ?? 0; place <= (edges[column + 1] ?? 0); place++)
        if (!isBorder(at(line, place))) return false;
      return true;
    },
  };
}

const isBorder = (character: string): boolean =>
  character === "-" || character === "=" || character === ":" || character === "+";

/** The walls that hang together with the frame of the table. Others are those of a table in a cell. */
function framed({ right, below }: Walls, rows: number, columns: number): Walls {
  const width = columns + 1;
  const upright: boolean[] = [];
  const level: boolean[] = [];
  for (let row = 0; row <= rows; row++)
    for (let column = 0; column <= columns; column++) {
      upright.push(row < rows && (column === 0 || right(row, column - 1)));
      level.push(column < columns && (row === 0 || below(row - 1, column)));
    }
  const reached = new Uint8Array(upright.length);
  const open = [0];
  reached[0] = 1;
  const go = (to: number, wall: boolean | undefined): void => {
    if (!wall || reached[to]) return;
    reached[to] = 1;
    open.push(to);
  };
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    go(at + 1, level[at]);
    go(at + width, upright[at]);
    if (at % width > 0) go(at - 1, level[at - 1]);
    if (at >= width) go(at - width, upright[at - width]);
  }
  return {
    right: (row, column) =>
      upright[row * width + column + 1] === true && reached[row * width + column + 1] === 1,
    below: (row, column) =>
      level[(row + 1) * width + column] === true && reached[(row + 1) * width + column] === 1,
  };
}

/** Units without a wall between them are one cell; null when a cell is no rectangle. */
function rectangles({ right, below }: Walls, rows: number, columns: number): Box[] | null {
  const parent = Array.from({ length: rows * columns }, (_, index) => index);
  const root = (index: number): number => {
    let top = index;
    while (parent[top] !== top) {
      parent[top] = parent[parent[top] ?? 0] ?? 0;
      top = parent[top] ?? 0;
    }
    return top;
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const unit = row * columns + column;
      const bar = right(row, column);
      if (!bar) {
        if (column + 1 === columns) return null;
        parent[root(unit + 1)] = root(unit);
      }
      const border = below(row, column);
      if (!border) {
        if (row + 1 === rows) return null;
        parent[root(unit + columns)] = root(unit);
      }
    }
  }
  const boxes = new Map<number, Box & { units: number }>();
  for (let unit = 0; unit < rows * columns; unit++) {
    const row = Math.floor(unit / columns);
    const column = unit % columns;
    const of = root(unit);
    const box = boxes.get(of) ?? { top: row, bottom: row + 1, left: column, right: column + 1, units: 0 };
    boxes.set(of, box);
    box.top = Math.min(box.top, row);
    box.bottom = Math.max(box.bottom, row + 1);
    box.left = Math.min(box.left, column);
    box.right = Math.max(box.right, column + 1);
    box.units++;
  }
  const found = [...boxes.values()];
  if (found.some((box) => box.units !== (box.bottom - box.top) * (box.right - box.left))) return null;
  return found.sort((a, b) => a.top - b.top || a.left - b.left);
}

/** For each candidate its number among those that some cell begins or ends at, else -1. */
function used(boxes: readonly Box[], count: number, ends: (box: Box) => [number, number]): number[] {
  const numbers = new Array<number>(count).fill(-1);
  for (const box of boxes) for (const end of ends(box)) numbers[end] = 0;
  let next = 0;
  return numbers.map((number) => (number === -1 ? -1 : next++));
}

/**
 * A table whose characters are not as wide as its author's editor had them: where each line has a bar for every edge,
 * the lines are cut at their own bars. Null when not.
 */
function shiftedGrid(texts: readonly string[]): GridLayout | null {
  const rules = texts.flatMap((text, line) => (isGridBorder(text) ? [line] : []));
  const edges = [...(texts[0] as string)].flatMap((character, at) => (character === "+" ? [at] : []));
  if (edges.length < 2 || edges.length > limits.tableColumns || rules.length < 2) return null;
  const width = texts[0]?.length;
  if (
    rules.some((line) => texts[line]?.length !== width || edges.some((edge) => texts[line]?.[edge] !== "+"))
  )
    return null;
  const cells: GridCell[] = [];
  for (let row = 0; row + 1 < rules.length; row++) {
    const own = edges
      .slice(1)
      .map((_, column): GridCell => ({ row, column, rowSpan: 1, columnSpan: 1, lines: [] }));
    for (let line = (rules[row] ?? 0) + 1; line < (rules[row + 1] ?? 0); line++) {
      const text = texts[line] ?? "";
      const bars = [...text.matchAll(/\|/g)].map((found) => found.index);
      const slack = [...text].filter((character) => character > "\u02ff").length;
      if (bars.length !== edges.length || bars[0] !== 0 || bars[bars.length - 1] !== text.length - 1)
        return null;
      if (bars.some((bar, at) => Math.abs(bar - (edges[at] ?? 0)) > slack)) return null;
      for (const [column, cell] of own.entries())
        cell.lines.push({ line, from: (bars[column] ?? 0) + 1, to: bars[column + 1] ?? 0 });
    }
    if (own[0]?.lines.length === 0) return null;
    cells.push(...own);
  }
  return { edges, rules, ...headOf(texts, rules, edges), cells };
}

/** The rows above the first border of equals signs are the header; there, or else above all, stand the alignments. */
function headOf(
  texts: readonly string[],
  rules: readonly number[],
  edges: readonly number[],
): { header: number; align: GridAlign[] } {
  const found = rules.findIndex(
    (line, index) =>
      index > 0 && index + 1 < rules.length && isGridBorder(texts[line] ?? "") && texts[line]?.includes("="),
  );
  const header = Math.max(0, found);
  const border = texts[rules[header] ?? 0] ?? "";
  const align = edges.slice(1).map((edge, index) => alignmentOf(border.slice((edges[index] ?? 0) + 1, edge)));
  return { header, align };
}

/** What the colons of a border's segment say. */
export function alignmentOf(rule: string): GridAlign {
  if (rule.startsWith(":")) return rule.endsWith(":") ? "center" : "left";
  return rule.endsWith(":") ? "right" : null;
}
