import type { BlockConstruct } from "../document/construct.ts";
import { type Origin, spanOf } from "../document/origin.ts";
import { tableCell, tableHeader } from "./table-cell.ts";

/** A row. Those of grid tables are read with their table. */
export const tableRow: BlockConstruct = {
  name: "tableRow",
  spec: {
    content: "(tableCell | tableHeader)* | (blockCell | blockHeader)*",
    tableRole: "row",
    parseDOM: [{ tag: "tr" }],
    toDOM: () => ["tr", 0],
  },
  reads: [],
  read(node, reader, prefix) {
    if (node.type !== "tableRow") return null;
    const { start, end } = spanOf(node);
    const { header, columns } = node.data as { header: boolean; columns: number };
    const construct = header ? tableHeader : tableCell;
    const cells = node.children
      .map((cell) => construct.read?.(cell, reader, prefix))
      .filter((cell): cell is Origin => cell != null);
    // A row may be shorter than the header: what is missing is shown, and written when something is typed there.
    while (cells.length < columns) {
      const empty = reader.rich(construct.name, {}, node, [], { start: end, end, prefix, at: end });
      cells.push({ ...empty, tree: null, hollow: { lead: "", tail: "" } });
    }
    return reader.container("tableRow", {}, node, cells, { start, end, prefix, inner: prefix });
  },
  write: (node, pen) => `| ${node.children.map((cell) => pen.inline(cell, true)).join(" | ")} |`,
};
