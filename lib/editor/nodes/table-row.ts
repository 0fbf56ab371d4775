import type { BlockConstruct } from "../document/construct.ts";
import { lineEnd, nextLine, type Origin, spanOf } from "../document/origin.ts";
import { tableCell, tableHeader } from "./table-cell.ts";

export const tableRow: BlockConstruct = {
  name: "tableRow",
  spec: {
    content: "(tableCell | tableHeader)*",
    tableRole: "row",
    parseDOM: [{ tag: "tr" }],
    toDOM: () => ["tr", 0],
  },
  reads: [],
  read(node, reader, prefix) {
    if (node.type !== "tableRow") return null;
    const { start, end } = spanOf(node);
    const header = (node.data as { header?: boolean } | undefined)?.header === true;
    const cells = node.children
      .map((cell) => (header ? tableHeader : tableCell).read?.(cell, reader, prefix))
      .filter((cell): cell is Origin => cell != null);
    // The line of dashes belongs to the header, so that a row after the header comes after it.
    const last = header ? lineEnd(reader.source, nextLine(reader.source, end)) : end;
    return reader.container("tableRow", {}, node, cells, { start, end: last, prefix, inner: prefix });
  },
  write: (node, pen) => `| ${node.children.map((cell) => pen.inline(cell, true)).join(" | ")} |`,
};
