import type { DOMOutputSpec, Node as ProseNode } from "@tiptap/pm/model";
import type { BlockConstruct } from "../document/construct.ts";
import { spanOf } from "../document/origin.ts";

/** A cell of a pipe table, which holds one line of text. */
function cell(name: string, tag: "td" | "th", tableRole: string): BlockConstruct {
  return {
    name,
    spec: { content: "inline*", ...common(tag, tableRole), parseDOM: [{ tag }] },
    reads: [],
    read(node, reader, prefix) {
      if (node.type !== "tableCell") return null;
      const { start, end } = spanOf(node);
      return reader.rich(name, {}, node, node.children, { start, end, prefix, at: start });
    },
    write: (node, pen) => pen.inline(node, true),
  };
}

/** A cell of a grid table, which holds blocks. */
function blockCell(name: string, tag: "td" | "th", tableRole: string): BlockConstruct {
  const parseDOM = [{ tag: `${tag}[data-blocks]`, priority: 60, getAttrs: spansOf }];
  return {
    name,
    spec: { content: "block+", ...common(tag, tableRole), parseDOM },
    reads: [],
    write: (node, pen) => pen.cell(null, node),
  };
}

function common(tag: "td" | "th", tableRole: string) {
  return {
    tableRole,
    isolating: true,
    attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
    toDOM: (node: ProseNode): DOMOutputSpec => [tag, shown(node), 0],
  };
}

function shown(node: ProseNode): Record<string, string> {
  const { colspan, rowspan } = node.attrs;
  return {
    ...(colspan > 1 ? { colspan: String(colspan) } : {}),
    ...(rowspan > 1 ? { rowspan: String(rowspan) } : {}),
    ...(node.inlineContent ? {} : { "data-blocks": "" }),
  };
}

function spansOf(dom: HTMLElement): { colspan: number; rowspan: number } {
  const number = (name: string): number => Math.max(1, Number(dom.getAttribute(name)) || 1);
  return { colspan: number("colspan"), rowspan: number("rowspan") };
}

export const tableCell = cell("tableCell", "td", "cell");
export const tableHeader = cell("tableHeader", "th", "header_cell");
export const gridCell = blockCell("blockCell", "td", "cell");
export const gridHeader = blockCell("blockHeader", "th", "header_cell");
