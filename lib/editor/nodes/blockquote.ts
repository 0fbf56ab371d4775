import type { RootContent } from "mdast";
import type { BlockConstruct } from "../document/construct.ts";
import { prefixAt, spanOf } from "../document/origin.ts";
import { indented } from "./indent.ts";

export const blockquote: BlockConstruct = {
  name: "blockquote",
  spec: {
    content: "block+",
    group: "block",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },
  reads: ["blockquote"],
  read(node, reader, prefix) {
    if (node.type !== "blockquote") return null;
    const { start, end } = spanOf(node);
    const first = node.children[0];
    const inner =
      first && reader.source.slice(start, spanOf(first).start).includes(">")
        ? prefixAt(reader.source, start + 1).replace(/.$/u, ">") +
          (/^> /u.test(reader.source.slice(start, start + 2)) ? " " : "")
        : `${prefix}> `;
    const children = reader.blocks(node.children as RootContent[], inner, end, { lead: " ", tail: "" });
    return reader.container("blockquote", {}, node, children, { start, end, prefix, inner });
  },
  write: (node, pen) => indented(pen.blocks(node), "> ", "> "),
};
