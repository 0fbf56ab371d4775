import type { Math as MathNode } from "mdast-util-math";
import type { BlockConstruct } from "../document/construct.ts";
import { spanOf, verbatimLines } from "../document/origin.ts";
import { amendAttributes, attributeSource } from "./attribute-source.ts";

/** `$$ … $$ {#eq-x}` in a block of its own. */
export const mathBlock: BlockConstruct = {
  name: "mathBlock",
  spec: {
    content: "text*",
    marks: "",
    group: "block",
    code: true,
    defining: true,
    attrs: { attributes: { default: null } },
    parseDOM: [{ tag: "pre[data-math]", preserveWhitespace: "full", priority: 60 }],
    toDOM: () => ["pre", { "data-math": "" }, ["code", 0]],
  },
  reads: ["math"],
  read(node, reader, prefix) {
    if (node.type !== "math") return null;
    const { source } = reader;
    const { start, end } = spanOf(node);
    if (!source.startsWith("$$", start)) return null;
    const before = /^\s*/u.exec(source.slice(start + 2, end))?.[0] ?? "";
    let from = start + 2 + before.length;
    // The container's marks on the formula's first line are not the formula's.
    if (/[\r\n]/u.test(before)) from += /^(?:> ?)*/u.exec(source.slice(from, end))?.[0].length ?? 0;
    const lines = node.value === "" ? null : verbatimLines(source, from, end, node.value);
    if (!lines || lines[0]?.start !== from) return null;
    const text = { kind: "verbatim" as const, lines, at: from, tail: "" };
    const attributes = attributeSource(source, node.attributes);
    return reader.verbatim("mathBlock", { attributes }, node, text, { start, end, prefix });
  },
  write: (node) => `$$\n${node.textContent}\n$$${node.attrs.attributes ? ` ${node.attrs.attributes}` : ""}`,
  amend(origin, next, desk) {
    const tree = origin.tree as MathNode;
    amendAttributes(desk, tree.attributes, origin.node.attrs.attributes, next.attrs.attributes, origin.end);
    return true;
  },
};
