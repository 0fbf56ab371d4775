import type { MarkConstruct } from "../document/construct.ts";

/** `~~words~~` */
export const strike: MarkConstruct = {
  name: "strike",
  spec: { parseDOM: [{ tag: "s" }, { tag: "del" }], toDOM: () => ["s", 0] },
  reads: ["delete"],
  attrs: () => ({}),
  write: () => ({ open: "~~", close: "~~" }),
  edge: "ink",
};
