import type { InlineCode } from "mdast";
import type { MarkConstruct } from "../document/construct.ts";
import { attributeSource } from "../nodes/attribute-source.ts";

/** Inline code; what computes (`` `r x` ``) is text like any other here. */
export const code: MarkConstruct = {
  name: "code",
  spec: {
    attrs: { attributes: { default: null } },
    code: true,
    parseDOM: [{ tag: "code" }],
    // Names and commands are not words to be spelled.
    toDOM: () => ["code", { spellcheck: "false" }, 0],
  },
  reads: ["inlineCode"],
  attrs: (node, source) => ({ attributes: attributeSource(source, (node as InlineCode).attributes) }),
  write(mark, _style, text) {
    let ticks = "`";
    const runs = new Set([...text.matchAll(/`+/gu)].map((found) => found[0].length));
    while (runs.has(ticks.length)) ticks += "`";
    const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
    return { open: ticks + pad, close: pad + ticks + (mark.attrs.attributes ?? "") };
  },
  edge: "ink",
};
