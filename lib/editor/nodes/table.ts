/** Pipe and grid tables: a table and, below or above it, its caption. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { Table, TableRow } from "mdast";
import type { BlockTable } from "#lib/core/text/index.ts";
import type { BlockConstruct, Reader } from "../document/construct.ts";
import { redrawGrid, writeGrid } from "../document/grid-writing.ts";
import { lineEnd, nextLine, type Origin, spanOf } from "../document/origin.ts";
import { redrawPipe, writePipe } from "../document/pipe-writing.ts";
import { amendAttributes, attributeSource } from "./attribute-source.ts";
import { readGridTable } from "./grid-table.ts";
import { tableCaption } from "./table-caption.ts";
import { tableRow } from "./table-row.ts";

/** A table with its caption and attributes. */
export const tableFigure: BlockConstruct = {
  name: "tableFigure",
  spec: {
    content: "tableCaption? table tableCaption?",
    group: "block",
    isolating: true,
    attrs: { attributes: { default: null } },
    parseDOM: [
      { tag: "div[data-table]", getAttrs: (dom) => ({ attributes: dom.getAttribute("data-table") || null }) },
    ],
    toDOM: (node) => ["div", { "data-table": node.attrs.attributes ?? "" }, 0],
  },
  reads: ["table", "blockTable"],
  read(node, reader, prefix) {
    if (node.type !== "table" && node.type !== "blockTable") return null;
    const { start, end } = spanOf(node);
    const last = node.children[node.children.length - 1];
    const first = node.children[0];
    if (!first || !last) return null;
    const body = table.read?.(node, reader, prefix);
    if (!body) return null;
    const caption = node.caption ? tableCaption.read?.(node.caption, reader, prefix) : null;
    const above = caption !== null && caption !== undefined && caption.start < body.start;
    const children = caption ? (above ? [caption, body] : [body, caption]) : [body];
    const attributes = attributeSource(reader.source, node.attributes);
    return reader.container("tableFigure", { attributes }, node, children, {
      start,
      end,
      prefix,
      inner: prefix,
    });
  },
  write(node, pen) {
    let written = "";
    node.forEach((child) => {
      const text = pen.block(child, node);
      const attributes =
        child.type.name === "tableCaption" && node.attrs.attributes ? ` ${node.attrs.attributes}` : "";
      written += `${written === "" ? "" : "\n\n"}${child.type.name === "tableCaption" ? `: ${text}${attributes}` : text}`;
    });
    return written;
  },
  amend(origin, next, desk) {
    const tree = origin.tree as Table | BlockTable;
    if (!tree.attributes && !tree.caption) return false;
    const end = tree.caption ? spanOf(tree.caption).end : origin.end;
    amendAttributes(desk, tree.attributes, origin.node.attrs.attributes, next.attrs.attributes, end);
    return true;
  },
};

/**
 * The rows; `align` is the alignment of each column. A pipe table's first row is its header; in a grid table the rows
 * of header cells are, and cells hold blocks.
 */
export const table: BlockConstruct = {
  name: "table",
  spec: {
    content: "tableRow+",
    tableRole: "table",
    isolating: true,
    attrs: { align: { default: [] }, style: { default: "pipe" } },
    parseDOM: [
      {
        tag: "table",
        getAttrs: (dom) => ({ style: dom.querySelector("[data-blocks]") ? "grid" : "pipe" }),
      },
    ],
    toDOM: (node) => ["table", { style: alignmentStyle(node), "data-style": node.attrs.style }, ["tbody", 0]],
  },
  reads: [],
  read(node, reader, prefix) {
    if (node.type === "blockTable") return readGridTable(node, reader, prefix);
    return node.type === "table" ? readPipeTable(node, reader, prefix) : null;
  },
  write: (node, pen) => (node.attrs.style === "grid" ? writeGrid(node, pen) : writePipe(node, pen)),
  redraw: (origin, next, press) => {
    if (origin.node.attrs.style !== next.attrs.style) return false;
    return next.attrs.style === "grid" ? redrawGrid(origin, next, press) : redrawPipe(origin, next, press);
  },
};

const mostMissing = 2_000;

function readPipeTable(node: Table, reader: Reader, prefix: string): Origin | null {
  const columns = node.align?.length ?? 0;
  // A few cells that are missing are shown; a table made of nothing else stays source.
  const missing = node.children.reduce((sum, row) => sum + columns - row.children.length, 0);
  if (missing > mostMissing) return null;
  const rows = node.children
    .map((row: TableRow, index) =>
      tableRow.read?.(
        { ...row, data: { header: index === 0, columns } } as unknown as TableRow,
        reader,
        prefix,
      ),
    )
    .filter((row): row is Origin => row != null);
  const start = rows[0]?.start ?? 0;
  const last = rows[rows.length - 1];
  // A table of a header alone ends with its line of dashes.
  const end =
    rows.length > 1
      ? (last?.end ?? start)
      : lineEnd(reader.source, nextLine(reader.source, last?.end ?? start));
  const attrs = { align: node.align ?? [], style: "pipe" };
  return reader.container("table", attrs, node, rows, { start, end, prefix, inner: prefix });
}

/** How the columns are set, for the sheet to read: cells do not know their column. */
function alignmentStyle(node: ProseNode): string {
  const set = (node.attrs.align as (string | null)[]).map((side, at) =>
    side ? `--align-${at + 1}: ${side}` : "",
  );
  return set.filter((each) => each !== "").join("; ");
}
