/** Grid tables: the rows of a table whose cells hold blocks. */

import type { BlockTable, Span } from "#lib/core/text/index.ts";
import type { Reader } from "../document/construct.ts";
import { readDrawing } from "../document/grid-drawing.ts";
import { lineEnd, lineStart, nextLine, type Origin, spanOf } from "../document/origin.ts";

/** Read a grid table; null when it is not drawn regularly, and stays source. */
export function readGridTable(node: BlockTable, reader: Reader, prefix: string): Origin | null {
  if (node.style !== "grid") return null;
  const lines = linesOf(node, reader.source);
  const found = lines && readDrawing(lines.map(({ start, end }) => reader.source.slice(start, end)));
  if (!lines || !found) return null;
  const { drawing, layout } = found;
  const trees = node.children.flatMap((row) => row.children);
  if (trees.length !== layout.cells.length) return null;
  const rows = drawing.heights.map((_, row): Origin => {
    const name = row < layout.header ? "blockHeader" : "blockCell";
    const cells = layout.cells.flatMap((cell, index): Origin[] => {
      const tree = trees[index];
      if (cell.row !== row || !tree) return [];
      const own = cell.lines.map(({ line, from, to }) =>
        inked(reader.source, (lines[line]?.start ?? 0) + from, (lines[line]?.start ?? 0) + to),
      );
      const attrs = { colspan: cell.columnSpan, rowspan: cell.rowSpan };
      return [reader.cell(name, attrs, tree, own, { ...spanOf(tree), prefix })];
    });
    const tree = node.children[row] ?? node;
    return reader.container("tableRow", {}, tree, cells, { ...spanOf(tree), prefix, inner: prefix });
  });
  const start = lines[0]?.start ?? 0;
  const end = lines[lines.length - 1]?.end ?? start;
  const attrs = { align: layout.align, style: "grid" };
  const table = reader.container("table", attrs, node, rows, { start, end, prefix, inner: prefix });
  return { ...table, grid: { lines, drawing } };
}

/** What a line of a cell holds: without the space after the bar and those before the next. */
function inked(source: string, from: number, to: number): Span {
  const start = source[from] === " " && from < to ? from + 1 : from;
  let end = to;
  while (end > start && (source[end - 1] === " " || source[end - 1] === "\t")) end--;
  return { start, end };
}

/** The lines of the table, without what its containers put before them. */
function linesOf(node: BlockTable, source: string): Span[] | null {
  const first = node.children[0];
  const last = node.children[node.children.length - 1];
  if (!first || !last) return null;
  const until = lineEnd(source, nextLine(source, spanOf(last).end));
  const lines: Span[] = [];
  // The upper border stands on the line before the first row.
  const below = lineStart(source, spanOf(first).start);
  const top = lineStart(source, below - (source.startsWith("\r\n", below - 2) ? 2 : 1));
  const own = spanOf(node).start;
  for (let at = top; at <= until; ) {
    const end = lineEnd(source, at);
    const text = source.slice(Math.max(at, Math.min(own, end)), end);
    const lead = text.search(/[+|]/u);
    if (lead === -1) return null;
    const start = end - text.length + lead;
    lines.push({ start, end: start + text.slice(lead).trimEnd().length });
    const next = nextLine(source, end);
    if (next <= end) break;
    at = next;
  }
  return lines;
}
