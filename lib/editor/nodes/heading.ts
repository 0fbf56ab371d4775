import type { Heading } from "mdast";
import type { BlockConstruct } from "../document/construct.ts";
import { spanOf } from "../document/origin.ts";
import { amendAttributes, attributeSource } from "./attribute-source.ts";

const levels = [1, 2, 3, 4, 5, 6];

export const heading: BlockConstruct = {
  name: "heading",
  spec: {
    content: "inline*",
    group: "block",
    defining: true,
    attrs: { level: { default: 2 }, attributes: { default: null } },
    parseDOM: levels.map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: (node) => [`h${node.attrs.level}`, 0],
  },
  reads: ["heading"],
  read(node, reader, prefix) {
    if (node.type !== "heading") return null;
    const { start, end } = spanOf(node);
    const attributes = attributeSource(reader.source, node.attributes);
    // An empty heading takes its text after the marker.
    const hashes = /^#+ ?/u.exec(reader.source.slice(start, end))?.[0].length ?? 0;
    const attrs = { level: node.depth, attributes };
    return reader.rich("heading", attrs, node, node.children, { start, end, prefix, at: start + hashes });
  },
  write: (node, pen) =>
    `${"#".repeat(node.attrs.level)} ${pen.inline(node, true)}${node.attrs.attributes ? ` ${node.attrs.attributes}` : ""}`,
  amend(origin, next, desk) {
    const tree = origin.tree as Heading;
    const { level, attributes } = origin.node.attrs;
    if (level !== next.attrs.level) {
      if (desk.source[origin.start] !== "#") return false;
      desk.edit(origin.start, origin.start + tree.depth, "#".repeat(next.attrs.level));
    }
    const end = origin.text?.kind === "rich" ? origin.text.end : origin.end;
    amendAttributes(desk, tree.attributes, attributes, next.attrs.attributes, end);
    return true;
  },
};
