import type { MarkConstruct } from "../document/construct.ts";

/** `**words**` */
export const strong: MarkConstruct = {
  name: "strong",
  spec: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
  reads: ["strong"],
  attrs: () => ({}),
  write: (_mark, style) => ({ open: style.strong, close: style.strong }),
  edge: "ink",
};
