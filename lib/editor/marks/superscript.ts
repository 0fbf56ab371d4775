import type { MarkConstruct } from "../document/construct.ts";

/** `x^2^` */
export const superscript: MarkConstruct = {
  name: "superscript",
  spec: { excludes: "superscript subscript", parseDOM: [{ tag: "sup" }], toDOM: () => ["sup", 0] },
  reads: ["superscript"],
  attrs: () => ({}),
  write: () => ({ open: "^", close: "^" }),
  edge: "ink",
};
