import type { BlockConstruct } from "../document/construct.ts";
import { spanOf } from "../document/origin.ts";

export const thematicBreak: BlockConstruct = {
  name: "thematicBreak",
  spec: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  reads: ["thematicBreak"],
  read(node, reader, prefix) {
    const { start, end } = spanOf(node);
    return reader.container("thematicBreak", {}, node, [], { start, end, prefix, inner: prefix });
  },
  write: (_node, pen) => pen.style.rule,
};
