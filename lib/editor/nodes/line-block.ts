import type { PhrasingContent } from "mdast";
import type { LineBlock } from "#lib/core/text/index.ts";
import type { BlockConstruct } from "../document/construct.ts";
import { spanOf } from "../document/origin.ts";
import { indented } from "./indent.ts";

/** `| line` blocks: each line break is kept. */
export const lineBlock: BlockConstruct = {
  name: "lineBlock",
  spec: {
    content: "inline*",
    group: "block",
    parseDOM: [{ tag: "p[data-lines]", priority: 60 }],
    toDOM: () => ["p", { "data-lines": "" }, 0],
  },
  reads: ["lineBlock"],
  read(node, reader, prefix) {
    if (node.type !== "lineBlock") return null;
    const { start, end } = spanOf(node);
    const children = (node as LineBlock).children as PhrasingContent[];
    return reader.rich("lineBlock", {}, node, children, { start, end, prefix, at: end });
  },
  write: (node, pen) => indented(pen.inline(node).replace(/(?:\\| {2})\n/gu, "\n"), "| ", "| "),
};
