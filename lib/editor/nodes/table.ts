/** Pipe tables: a table and, below or above it, its caption. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { Table, TableRow } from "mdast";
import type { BlockConstruct, Pen } from "../document/construct.ts";
import { type Origin, spanOf } from "../document/origin.ts";
import { amendAttributes, attributeSource } from "./attribute-source.ts";
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
  reads: ["table"],
  read(node, reader, prefix) {
    if (node.type !== "table") return null;
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
    const tree = origin.tree as Table;
    if (!tree.attributes && !tree.caption) return false;
    const end = tree.caption ? spanOf(tree.caption).end : origin.end;
    amendAttributes(desk, tree.attributes, origin.node.attrs.attributes, next.attrs.attributes, end);
    return true;
  },
};

/** The rows; `align` is the alignment of each column. */
export const table: BlockConstruct = {
  name: "table",
  spec: {
    content: "tableRow+",
    tableRole: "table",
    isolating: true,
    attrs: { align: { default: [] } },
    parseDOM: [{ tag: "table" }],
    toDOM: (node) => ["table", { style: alignmentStyle(node) }, ["tbody", 0]],
  },
  reads: [],
  read(node, reader, prefix) {
    if (node.type !== "table") return null;
    const columns = node.align?.length ?? 0;
    // Rows with fewer cells than columns are Pandoc's to fill; here the table is kept as written.
    if (node.children.some((row) => row.children.length !== columns)) return null;
    const rows = node.children
      .map((row: TableRow, index) =>
        tableRow.read?.({ ...row, data: { header: index === 0 } } as unknown as TableRow, reader, prefix),
      )
      .filter((row): row is Origin => row != null);
    const start = rows[0]?.start ?? 0;
    const end = rows[rows.length - 1]?.end ?? start;
    return reader.container("table", { align: node.align ?? [] }, node, rows, {
      start,
      end,
      prefix,
      inner: prefix,
    });
  },
  write: (node, pen) => writeTable(node, pen),
  amend: () => false,
};

/** How the columns are set, for the sheet to read: cells do not know their column. */
function alignmentStyle(node: ProseNode): string {
  const set = (node.attrs.align as (string | null)[]).map((side, at) =>
    side ? `--align-${at + 1}: ${side}` : "",
  );
  return set.filter((each) => each !== "").join("; ");
}

function writeTable(node: ProseNode, pen: Pen): string {
  const rows = node.children.map((row) => row.children.map((cell) => pen.inline(cell, true)));
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(3, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: string[]): string => `| ${cells.join(" | ")} |`;
  const pad = (text: string, at: number): string => text.padEnd(widths[at] ?? 3);
  const align = node.attrs.align as (string | null)[];
  const rule = `|${widths
    .map((width, at) => {
      const side = align[at];
      const left = side === "left" || side === "center" ? ":" : "-";
      const right = side === "right" || side === "center" ? ":" : "-";
      return `${left}${"-".repeat(width)}${right}`;
    })
    .join("|")}|`;
  const [head = [], ...body] = rows.map((row) =>
    Array.from({ length: columns }, (_, at) => pad(row[at] ?? "", at)),
  );
  return [line(head), rule, ...body.map(line)].join("\n");
}

/** Whether a table's columns are as many and its header is still one: else every line of it changes. */
export function sameHeader(before: ProseNode, after: ProseNode): boolean {
  const one = before.firstChild;
  const two = after.firstChild;
  return one?.childCount === two?.childCount && two?.firstChild?.type.name === "tableHeader";
}
