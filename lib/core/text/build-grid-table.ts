/** Grid tables: cells are rectangles of lines, read as blocks of their own. */
import type { Builder } from "./build.ts";
import { type GridCell, readGrid } from "./grid-layout.ts";
import { firstInk, isBlank, type Line, lastInk } from "./lines.ts";
import type { BlockTable, BlockTableCell, BlockTableRow } from "./tree.ts";

/** One column of indentation is the cell's padding. */
function unpad(source: string, line: Line): Line {
  return source[line.from] === " " && line.from < line.to ? { from: line.from + 1, to: line.to } : line;
}

/** Read a grid table. Null when its bars and borders do not meet, or when it is too wide. */
export function buildGridTable(builder: Builder, lines: readonly Line[]): BlockTable | null {
  const { source, points } = builder;
  const starts = lines.map((line) => firstInk(source, line));
  const ends = lines.map((line, index) => lastInk(source, starts[index] ?? 0, line.to));
  const grid = readGrid(lines.map((_, index) => source.slice(starts[index], ends[index])));
  if (!grid) return null;
  const { edges, rules } = grid;
  const total = (edges[edges.length - 1] ?? 0) - (edges[0] ?? 0);
  const columns = grid.align.map((align, index) => ({
    align,
    width: ((edges[index + 1] ?? 0) - (edges[index] ?? 0)) / Math.max(1, total),
  }));
  const build = (cell: GridCell): BlockTableCell => {
    const own = cell.lines.map(({ line, from, to }): Line => {
      const start = (starts[line] ?? 0) + from;
      return unpad(source, { from: start, to: lastInk(source, start, (starts[line] ?? 0) + to) });
    });
    const inked = own.filter((line) => !isBlank(source, line));
    const start = (inked[0] ?? (own[0] as Line)).from;
    return {
      type: "blockTableCell",
      column: cell.column,
      columnSpan: cell.columnSpan,
      rowSpan: cell.rowSpan,
      children: builder.content(own, false),
      position: points.place(start, inked[inked.length - 1]?.to ?? start),
    };
  };
  const byRow = rules.slice(1).map((): GridCell[] => []);
  for (const cell of grid.cells) byRow[cell.row]?.push(cell);
  const children = rules.slice(1).map((rule, row): BlockTableRow => {
    const cells = (byRow[row] ?? []).map(build);
    const first = (rules[row] ?? 0) + 1;
    // A cell that goes on below ends its row where it ends.
    const end = cells.reduce(
      (last, cell) => Math.max(last, cell.position?.end.offset ?? 0),
      ends[rule - 1] ?? 0,
    );
    const position = points.place(starts[first] ?? 0, end);
    return { type: "blockTableRow", header: row < grid.header, children: cells, position };
  });
  const start = starts[0] ?? 0;
  return { type: "blockTable", style: "grid", columns, children, position: points.place(start, start) };
}
