import type { BlockConstruct } from "../document/construct.ts";
import { spanOf } from "../document/origin.ts";

function cell(name: string, tag: "td" | "th", tableRole: string): BlockConstruct {
  return {
    name,
    spec: {
      content: "inline*",
      tableRole,
      isolating: true,
      attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
      parseDOM: [{ tag }],
      toDOM: () => [tag, 0],
    },
    reads: [],
    read(node, reader, prefix) {
      if (node.type !== "tableCell") return null;
      const { start, end } = spanOf(node);
      return reader.rich(name, {}, node, node.children, { start, end, prefix, at: start });
    },
    write: (node, pen) => pen.inline(node, true),
  };
}

export const tableCell = cell("tableCell", "td", "cell");
export const tableHeader = cell("tableHeader", "th", "header_cell");
