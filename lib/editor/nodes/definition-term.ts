import type { BlockConstruct } from "../document/construct.ts";
import { spanOf } from "../document/origin.ts";

export const definitionTerm: BlockConstruct = {
  name: "definitionTerm",
  spec: { content: "inline*", defining: true, parseDOM: [{ tag: "dt" }], toDOM: () => ["dt", 0] },
  reads: [],
  read(node, reader, prefix) {
    if (node.type !== "definitionTerm") return null;
    const { start, end } = spanOf(node);
    return reader.rich("definitionTerm", {}, node, node.children, { start, end, prefix, at: start });
  },
  write: (node, pen) => pen.inline(node, true),
};
