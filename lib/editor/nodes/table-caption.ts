import type { BlockConstruct } from "../document/construct.ts";
import { spanOf } from "../document/origin.ts";

export const tableCaption: BlockConstruct = {
  name: "tableCaption",
  spec: {
    content: "inline*",
    defining: true,
    parseDOM: [{ tag: "caption" }],
    toDOM: () => ["p", { "data-caption": "" }, 0],
  },
  reads: [],
  read(node, reader, prefix) {
    if (node.type !== "caption") return null;
    const { start, end } = spanOf(node);
    return reader.rich("tableCaption", {}, node, node.children, { start, end, prefix, at: start });
  },
  write: (node, pen) => pen.inline(node),
};
