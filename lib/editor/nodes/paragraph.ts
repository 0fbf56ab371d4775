import type { BlockConstruct } from "../document/construct.ts";
import { spanOf } from "../document/origin.ts";

export const paragraph: BlockConstruct = {
  name: "paragraph",
  spec: {
    content: "inline*",
    group: "block",
    parseDOM: [{ tag: "p" }],
    toDOM: () => ["p", 0],
  },
  reads: ["paragraph"],
  read(node, reader, prefix) {
    if (node.type !== "paragraph") return null;
    const { start, end } = spanOf(node);
    return reader.rich("paragraph", {}, node, node.children, { start, end, prefix, at: start });
  },
  write: (node, pen) => pen.inline(node),
};
