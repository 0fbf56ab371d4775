/** A grid table as it is drawn: its borders and the lines of its cells, each exactly as it stands between the bars. */
import { type GridLayout, readGrid } from "#lib/core/text/index.ts";

/** A border: for each column what stands between its edges (null where a cell goes across), and a sign at each edge. */
export interface Rule {
  segments: (string | null)[];
  corners: string[];
}

export interface DrawnCell {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  /** From bar to bar, those beside borders that it goes across included. */
  lines: string[];
}

export interface Drawing {
  /** Columns of characters between the edges. */
  widths: number[];
  /** Lines of each row. */
  heights: number[];
  /** One more than rows. */
  rules: Rule[];
  /** How many rows are the header. */
  header: number;
  cells: DrawnCell[];
}

/** Read the lines of a grid table. Null when they are not drawn again as they are. */
export function readDrawing(texts: readonly string[]): { drawing: Drawing; layout: GridLayout } | null {
  // What a tab is worth depends on the reader.
  if (texts.some((text) => text.includes("\t"))) return null;
  const layout = readGrid(texts);
  if (!layout) return null;
  const { edges, rules, header } = layout;
  const drawing: Drawing = {
    widths: edges.slice(1).map((edge, at) => edge - (edges[at] ?? 0) - 1),
    heights: rules.slice(1).map((rule, at) => rule - (rules[at] ?? 0) - 1),
    rules: [],
    header,
    cells: layout.cells.map(({ lines, ...cell }) => ({
      ...cell,
      lines: lines.map(({ line, from, to }) => (texts[line] ?? "").slice(from, to)),
    })),
  };
  const across = crossing(drawing);
  drawing.rules = rules.map((line, index) => readRule(texts[line] ?? "", index, drawing, across));
  const again = draw(drawing);
  const same = again.length === texts.length && again.every((text, at) => text === texts[at]);
  return same ? { drawing, layout } : null;
}

function readRule(text: string, index: number, { widths }: Drawing, across: Across): Rule {
  const rule: Rule = { segments: [], corners: [] };
  let at = 0;
  for (let column = 0; column <= widths.length; column++) {
    const cell = across(index, column);
    // Within a cell that goes across there is no edge.
    if (cell && cell.column < column) {
      rule.corners.push("");
      rule.segments.push(null);
      continue;
    }
    rule.corners.push(text[at++] ?? "");
    if (column === widths.length) break;
    const own = cell ? lineAcross(cell, index, across) : text.slice(at, at + (widths[column] ?? 0));
    rule.segments.push(cell ? null : own);
    at += own.length;
  }
  return rule;
}

/** The cell that goes across a border at a column, if any. */
type Across = ((rule: number, column: number) => DrawnCell | undefined) & { heights: readonly number[] };

function crossing({ cells, heights }: Drawing): Across {
  const found = new Map<string, DrawnCell>();
  for (const cell of cells)
    for (let row = cell.row + 1; row < cell.row + cell.rowSpan; row++)
      for (let column = cell.column; column < cell.column + cell.columnSpan; column++)
        found.set(`${row} ${column}`, cell);
  return Object.assign((rule: number, column: number) => found.get(`${rule} ${column}`), { heights });
}

/** Where the lines of a cell in one of its rows begin. */
function firstLine(cell: DrawnCell, row: number, heights: readonly number[]): number {
  let at = 0;
  for (let above = cell.row; above < row; above++) at += (heights[above] ?? 0) + 1;
  return at;
}

function lineAcross(cell: DrawnCell, rule: number, { heights }: Across): string {
  return cell.lines[firstLine(cell, rule, heights) - 1] ?? "";
}

/** The lines of a table. */
export function draw(drawing: Drawing): string[] {
  const { heights, rules, cells, widths } = drawing;
  const across = crossing(drawing);
  const byRow = heights.map((): DrawnCell[] => []);
  for (const cell of cells)
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++) byRow[row]?.push(cell);
  const lines: string[] = [];
  for (const [index, rule] of rules.entries()) {
    let text = "";
    for (let column = 0; column <= widths.length; column++) {
      text += rule.corners[column] ?? "";
      const cell = across(index, column);
      if (!cell) text += rule.segments[column] ?? "";
      else if (cell.column === column) text += lineAcross(cell, index, across);
    }
    lines.push(text);
    const own = (byRow[index] ?? []).sort((a, b) => a.column - b.column);
    for (let at = 0; at < (heights[index] ?? 0); at++)
      lines.push(
        `|${own.map((cell) => `${cell.lines[firstLine(cell, index, heights) + at] ?? ""}|`).join("")}`,
      );
  }
  return lines;
}

/** A copy to be changed. */
export function copyOf({ widths, heights, rules, header, cells }: Drawing): Drawing {
  return {
    widths: [...widths],
    heights: [...heights],
    rules: rules.map(({ segments, corners }) => ({ segments: [...segments], corners: [...corners] })),
    header,
    cells: cells.map((cell) => ({ ...cell, lines: [...cell.lines] })),
  };
}

/** Columns of characters from the bar before a cell to the bar after it. */
export function widthOf({ widths }: Drawing, cell: DrawnCell): number {
  let width = cell.columnSpan - 1;
  for (let at = 0; at < cell.columnSpan; at++) width += widths[cell.column + at] ?? 0;
  return width;
}

/** Make a column wider. */
export function widen(drawing: Drawing, column: number, by: number): void {
  drawing.widths[column] = (drawing.widths[column] ?? 0) + by;
  for (const { segments } of drawing.rules) {
    const segment = segments[column];
    if (segment == null) continue;
    const end = segment.length > 1 && segment.endsWith(":") ? 1 : 0;
    const sign = segment.includes("=") ? "=" : "-";
    const at = segment.length - end;
    segments[column] = segment.slice(0, at) + sign.repeat(by) + segment.slice(at);
  }
  for (const cell of drawing.cells)
    if (cell.column <= column && column < cell.column + cell.columnSpan)
      cell.lines = cell.lines.map((line) => line + " ".repeat(by));
}

/** Make a row higher, or lower by lines that are blank. What cells hold that go on below it is not torn apart. */
export function heighten(drawing: Drawing, row: number, by: number): void {
  for (const cell of drawing.cells) {
    if (row < cell.row || row >= cell.row + cell.rowSpan) continue;
    if (by < 0) {
      cell.lines.length += by;
      continue;
    }
    const end = firstLine(cell, row, drawing.heights) + (drawing.heights[row] ?? 0);
    const apart = [cell.lines[end - 1], cell.lines[end]].some((line) => line?.trim() === "");
    const blank = " ".repeat(widthOf(drawing, cell));
    cell.lines.splice(apart ? end : cell.lines.length, 0, ...Array<string>(by).fill(blank));
  }
  drawing.heights[row] = (drawing.heights[row] ?? 0) + by;
}

/** A border's segment that says how its column is set. */
export function aligned(segment: string, align: string | null): string {
  const sign = segment.includes("=") ? "=" : "-";
  const bare = segment.replaceAll(":", sign);
  const left = align === "left" || align === "center" ? ":" : "";
  const right = align === "right" || align === "center" ? ":" : "";
  return left + bare.slice(left.length, bare.length - right.length) + right;
}

/** A border across the whole table. */
export function newRule(widths: readonly number[], sign: "-" | "="): Rule {
  return { segments: widths.map((width) => sign.repeat(width)), corners: Array(widths.length + 1).fill("+") };
}
