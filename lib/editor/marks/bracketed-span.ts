import type { BracketedSpan } from "#lib/core/text/index.ts";
import type { MarkConstruct } from "../document/construct.ts";
import { attributeSource } from "../nodes/attribute-source.ts";

/** `[words]{.class}` */
export const bracketedSpan: MarkConstruct = {
  name: "bracketedSpan",
  spec: {
    attrs: { attributes: { default: "{}" } },
    excludes: "",
    parseDOM: [
      { tag: "span[data-span]", getAttrs: (dom) => ({ attributes: dom.getAttribute("data-span") }) },
    ],
    toDOM: (mark) => ["span", { "data-span": mark.attrs.attributes }, 0],
  },
  reads: ["bracketedSpan"],
  attrs: (node, source) => ({
    attributes: attributeSource(source, (node as BracketedSpan).attributes) ?? "{}",
  }),
  write: (mark) => ({ open: "[", close: `]${mark.attrs.attributes}` }),
  edge: "any",
};
