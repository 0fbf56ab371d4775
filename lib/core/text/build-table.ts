/** Tables: pipe tables become mdast's `table`, the others a `blockTable` whose cells hold blocks. */
import type { AlignType, RootContent, Table, TableCell, TableRow } from "mdast";
import { captionMarkerWidth } from "./block-starts.ts";
import type { Builder } from "./build.ts";
import { buildDashedTable } from "./build-dashed-table.ts";
import { buildGridTable } from "./build-grid-table.ts";
import { InlineSource } from "./inline-source.ts";
import { firstInk, type Line, lastInk } from "./lines.ts";
import { limits, type Piece } from "./piece.ts";
import type { BlockTable, Caption } from "./tree.ts";

/** Build a table with its caption and attributes; one too wide or not regular is opaque. */
export function buildTable(builder: Builder, piece: Piece, lines: readonly Line[]): RootContent {
  const { source, points } = builder;
  const own = lines.slice(piece.first, piece.last);
  const start = firstInk(source, own[0] as Line);
  const end = lastInk(source, start, (own[own.length - 1] as Line).to);
  const form = piece.table?.form ?? "pipe";
  const range = piece.table?.rows ?? piece;
  const rows = lines.slice(range.first, range.last);
  const table: Table | BlockTable | null =
    form === "pipe"
      ? buildPipeTable(builder, rows)
      : form === "grid"
        ? buildGridTable(builder, rows)
        : buildDashedTable(builder, rows, form);
  if (!table) return builder.opaque(start, end, "a table that is not regular");
  table.position = points.place(start, end);
  const captioned = piece.table?.caption;
  if (captioned) {
    const its = lines.slice(captioned.first, captioned.last);
    const head = its[0] as Line;
    const width = captionMarkerWidth(source.slice(firstInk(source, head), head.to));
    const found = builder.caption(its, width);
    const caption: Caption = {
      type: "caption",
      children: found.children,
      position: points.place(found.start, found.end),
    };
    table.caption = caption;
    if (found.attributes) table.attributes = found.attributes;
  }
  return table as RootContent;
}

/** Where the cells of a pipe row lie: bars in code, math and after a backslash do not count. */
function cellsOf(source: string, line: Line): Line[] {
  const from = firstInk(source, line);
  const to = lastInk(source, from, line.to);
  const bars: number[] = [];
  for (let at = from; at < to; at++) {
    const character = source[at];
    if (character === "\\") at++;
    else if (character === "|") bars.push(at);
    else if (character === "`") {
      let length = 1;
      while (source[at + length] === "`") length++;
      const rest = source.slice(at + length, to);
      const close = closing(rest, length);
      at += close === -1 ? length - 1 : length + close + length - 1;
    } else if (character === "$" && !/[\s$|]/.test(source[at + 1] ?? " ")) {
      const close = source.slice(at + 1, to).search(/(?<![\\\s])\$(?!\d)/);
      const bar = source.indexOf("|", at);
      // A formula may hold bars, but a dollar sign that is money must not swallow the next cells.
      if (
        close !== -1 &&
        (bar === -1 || bar > at + 1 + close || /\\[A-Za-z]|[_^]/.test(source.slice(at, at + close)))
      )
        at += close + 1;
    }
  }
  const edges = [...bars];
  if (edges[0] !== from) edges.unshift(from - 1);
  if (edges.length === 1 || edges[edges.length - 1] !== to - 1) edges.push(to);
  return edges.slice(1).map((edge, index) => ({ from: (edges[index] ?? 0) + 1, to: edge }));
}

function closing(text: string, length: number): number {
  for (const found of text.matchAll(/`+/g)) if (found[0].length === length) return found.index;
  return -1;
}

function buildPipeTable(builder: Builder, lines: readonly Line[]): Table | null {
  const { source, points } = builder;
  const [header, delimiter, ...body] = lines;
  if (!header || !delimiter) return null;
  const align: AlignType[] = source
    .slice(delimiter.from, delimiter.to)
    .trim()
    .replace(/^\|/, "")
    .replace(/\|$/, "")
    .split(/[|+]/)
    .map((cell) => cell.trim())
    .map((cell) =>
      cell.startsWith(":") ? (cell.endsWith(":") ? "center" : "left") : cell.endsWith(":") ? "right" : null,
    );
  if (align.length > limits.tableColumns) return null;
  const row = (line: Line): TableRow => {
    const start = firstInk(source, line);
    const end = lastInk(source, start, line.to);
    const children = cellsOf(source, line)
      .slice(0, align.length)
      .map((cell): TableCell => {
        const from = firstInk(source, cell);
        const to = lastInk(source, from, cell.to);
        const words = from < to ? builder.inline(InlineSource.range(source, from, to)) : [];
        return { type: "tableCell", children: words, position: points.place(from, to) };
      });
    return { type: "tableRow", children, position: points.place(start, end) };
  };
  return { type: "table", align, children: [row(header), ...body.map(row)] };
}
