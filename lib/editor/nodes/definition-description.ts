import type { RootContent } from "mdast";
import type { BlockConstruct } from "../document/construct.ts";
import { spanOf } from "../document/origin.ts";
import { indented } from "./indent.ts";

export const definitionDescription: BlockConstruct = {
  name: "definitionDescription",
  spec: { content: "block+", defining: true, parseDOM: [{ tag: "dd" }], toDOM: () => ["dd", 0] },
  reads: [],
  read(node, reader, prefix) {
    if (node.type !== "definitionDescription") return null;
    const { start, end } = spanOf(node);
    const marker = /^[:~][ \t]*/u.exec(reader.source.slice(start, end))?.[0] ?? ": ";
    const inner = `${prefix}${marker.replace(/[:~]/u, " ")}`;
    const children = reader.blocks(node.children as RootContent[], inner, end, { lead: "", tail: "" });
    return reader.container("definitionDescription", {}, node, children, { start, end, prefix, inner });
  },
  write: (node, pen) => indented(pen.blocks(node), ":   ", "    "),
};
