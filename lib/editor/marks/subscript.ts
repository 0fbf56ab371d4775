import type { MarkConstruct } from "../document/construct.ts";

/** `H~2~O` */
export const subscript: MarkConstruct = {
  name: "subscript",
  spec: { excludes: "superscript subscript", parseDOM: [{ tag: "sub" }], toDOM: () => ["sub", 0] },
  reads: ["subscript"],
  attrs: () => ({}),
  write: () => ({ open: "~", close: "~" }),
  edge: "ink",
};
