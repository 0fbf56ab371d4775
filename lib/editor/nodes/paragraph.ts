import type { BlockConstruct } from "../document/construct.ts";
import { spanOf } from "../document/origin.ts";
import { wrapped } from "../document/wrap.ts";

/** Characters of one paragraph that are edited as running text. */
const longest = 60_000;

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
    // The engine reads no markup in so long a text either; as source it stays quick to edit.
    if (end - start > longest) return reader.island("long text", node, prefix);
    return reader.rich("paragraph", {}, node, node.children, { start, end, prefix, at: start });
  },
  write: (node, pen) => wrapped(pen.inline(node), pen.style.wrap),
};
