import type { MarkConstruct } from "../document/construct.ts";

/** `*words*` or `_words_` */
export const emphasis: MarkConstruct = {
  name: "emphasis",
  spec: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  reads: ["emphasis"],
  attrs: () => ({}),
  write: (_mark, style) => ({ open: style.emphasis, close: style.emphasis }),
  edge: "ink",
};
