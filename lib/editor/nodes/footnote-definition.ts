import type { RootContent } from "mdast";
import type { BlockConstruct } from "../document/construct.ts";
import { spanOf } from "../document/origin.ts";
import { indented } from "./indent.ts";

export const footnoteDefinition: BlockConstruct = {
  name: "footnoteDefinition",
  spec: {
    content: "block+",
    group: "block",
    defining: true,
    isolating: true,
    attrs: { label: { default: "note" } },
    parseDOM: [
      { tag: "div[data-footnote]", getAttrs: (dom) => ({ label: dom.getAttribute("data-footnote") }) },
    ],
    toDOM: (node) => ["div", { "data-footnote": node.attrs.label }, 0],
  },
  reads: ["footnoteDefinition"],
  read(node, reader, prefix) {
    if (node.type !== "footnoteDefinition") return null;
    const { start, end } = spanOf(node);
    const inner = `${prefix}    `;
    const children = reader.blocks(node.children as RootContent[], inner, end, { lead: " ", tail: "" });
    return reader.container("footnoteDefinition", { label: node.label ?? node.identifier }, node, children, {
      start,
      end,
      prefix,
      inner,
    });
  },
  write: (node, pen) => indented(pen.blocks(node), `[^${node.attrs.label}]: `, "    "),
  amend(origin, next, desk) {
    const at = origin.start + 2;
    desk.edit(at, at + String(origin.node.attrs.label).length, next.attrs.label);
    return true;
  },
};
