import type { BlockConstruct } from "../document/construct.ts";

/** Anything shown as its own source: HTML, comments, shortcodes, TeX, grid tables, and what is not understood. */
export const island: BlockConstruct = {
  name: "island",
  spec: {
    content: "text*",
    marks: "",
    group: "block",
    code: true,
    defining: true,
    isolating: true,
    attrs: { kind: { default: "opaque" } },
    parseDOM: [
      {
        tag: "pre[data-island]",
        preserveWhitespace: "full",
        priority: 60,
        getAttrs: (dom) => ({ kind: dom.getAttribute("data-island") }),
      },
    ],
    toDOM: (node) => ["pre", { "data-island": node.attrs.kind }, ["code", 0]],
  },
  reads: ["html", "shortcode", "opaque"],
  read(node, reader, prefix) {
    if (node.type !== "html" && node.type !== "shortcode" && node.type !== "opaque") return null;
    const kind = node.type === "html" && node.value.startsWith("<!--") ? "comment" : node.type;
    return reader.island(kind, node, prefix, node.value);
  },
  write: (node) => node.textContent,
};
