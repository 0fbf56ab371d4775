/** Grid tables: cells are rectangles of lines, read as blocks of their own. */
import type { Builder } from "./build.ts";
import { firstInk, isBlank, type Line, lastInk } from "./lines.ts";
import { limits } from "./piece.ts";
import { isGridBorder } from "./table-extent.ts";
import type { BlockTable, BlockTableCell, BlockTableRow } from "./tree.ts";

type Align = BlockTable["columns"][number]["align"];

/** A line's cell, from one edge of the grid to another, outer white space kept for the block scanner. */
function slice(builder: Builder, line: Line, from: number, to: number): Line {
  const base = firstInk(builder.source, line);
  const start = Math.min(line.to, base + from + 1);
  const end = Math.min(line.to, base + to);
  return { from: start, to: Math.max(start, lastInk(builder.source, start, end)) };
}

/** One column of indentation is the cell's padding. */
function unpad(builder: Builder, line: Line): Line {
  return builder.source[line.from] === " " && line.from < line.to
    ? { from: line.from + 1, to: line.to }
    : line;
}

/**
 * Read a grid table. Cells may span columns (a bar left out). Null when a cell spans rows, when a border
 * misses the grid's edges, or when it is too wide.
 */
export function buildGridTable(builder: Builder, lines: readonly Line[]): BlockTable | null {
  const { source, points } = builder;
  const texts = lines.map((line) =>
    source.slice(firstInk(source, line), lastInk(source, line.from, line.to)),
  );
  const edges = new Set<number>();
  for (const text of texts) {
    if (!isGridBorder(text)) continue;
    for (let at = 0; at < text.length; at++) if (text[at] === "+") edges.add(at);
  }
  const grid = [...edges].sort((a, b) => a - b);
  if (grid.length < 2 || grid.length > limits.tableColumns) return null;
  const headerBorder = texts.findIndex(
    (text, index) => index > 0 && isGridBorder(text) && text.includes("="),
  );
  const alignRow = texts[headerBorder === -1 ? 0 : headerBorder] ?? "";
  const total = (grid[grid.length - 1] ?? 0) - (grid[0] ?? 0);
  const columns = grid.slice(1).map((edge, index) => {
    const before = grid[index] ?? 0;
    const rule = alignRow.slice(before + 1, edge);
    const align: Align = rule.startsWith(":")
      ? rule.endsWith(":")
        ? "center"
        : "left"
      : rule.endsWith(":")
        ? "right"
        : null;
    return { align, width: (edge - before) / Math.max(1, total) };
  });
  const children: BlockTableRow[] = [];
  let first = 1;
  for (let at = 1; at < lines.length; at++) {
    const text = texts[at] ?? "";
    if (!isGridBorder(text)) {
      if (text.startsWith("+")) return null;
      continue;
    }
    if (at > first) {
      const row = buildRow(builder, lines.slice(first, at), texts.slice(first, at), grid, at <= headerBorder);
      if (!row) return null;
      children.push(row);
    }
    first = at + 1;
  }
  if (children.length === 0) return null;
  const start = firstInk(source, lines[0] as Line);
  return { type: "blockTable", style: "grid", columns, children, position: points.place(start, start) };
}

/**
 * Where the cells of a row begin and end on each of its lines, and how many columns each covers. Wide
 * characters shift the bars; then the lines are cut at their own bars, if each has one for every edge.
 */
function rowEdges(
  texts: readonly string[],
  grid: readonly number[],
): { edges: readonly (readonly number[])[]; spans: number[] } | null {
  const bars = grid.filter((edge) => texts.every((text) => text[edge] === "|"));
  const whole = bars[0] === grid[0] && bars[bars.length - 1] === grid[grid.length - 1];
  if (whole && texts.every((text) => text.length === (bars[bars.length - 1] ?? 0) + 1)) {
    const places = bars.map((bar) => grid.indexOf(bar));
    return {
      edges: texts.map(() => bars),
      spans: places.slice(1).map((place, index) => place - (places[index] ?? 0)),
    };
  }
  const edges = texts.map((text) => [...text.matchAll(/\|/g)].map((found) => found.index));
  const shifted = edges.every((own, line) => {
    const wide = [...(texts[line] ?? "")].filter((character) => character > "\u02ff").length;
    return own.length === grid.length && own.every((edge, at) => Math.abs(edge - (grid[at] ?? 0)) <= wide);
  });
  if (!shifted) return null;
  return { edges, spans: grid.slice(1).map(() => 1) };
}

function buildRow(
  builder: Builder,
  lines: readonly Line[],
  texts: readonly string[],
  grid: readonly number[],
  header: boolean,
): BlockTableRow | null {
  const { source, points } = builder;
  const cut = rowEdges(texts, grid);
  if (!cut) return null;
  const cells: BlockTableCell[] = cut.spans.map((columnSpan, index) => {
    const own = lines.map((line, at) => {
      const edges = cut.edges[at] ?? [];
      return unpad(builder, slice(builder, line, edges[index] ?? 0, edges[index + 1] ?? 0));
    });
    const inked = own.filter((line) => !isBlank(source, line));
    const head = inked[0];
    const tail = inked[inked.length - 1];
    const start = (head ?? (own[0] as Line)).from;
    return {
      type: "blockTableCell",
      columnSpan,
      rowSpan: 1,
      children: builder.content(own, false),
      position: points.place(start, tail ? tail.to : start),
    };
  });
  const start = firstInk(source, lines[0] as Line);
  const last = lines[lines.length - 1] as Line;
  return {
    type: "blockTableRow",
    header,
    children: cells,
    position: points.place(start, lastInk(source, start, last.to)),
  };
}
