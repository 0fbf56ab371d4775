import type { MarkConstruct } from "../document/construct.ts";

/** A footnote written in place: `^[words]`. */
export const note: MarkConstruct = {
  name: "note",
  spec: { parseDOM: [{ tag: "span[data-note]" }], toDOM: () => ["span", { "data-note": "" }, 0] },
  reads: ["inlineNote"],
  attrs: () => ({}),
  write: () => ({ open: "^[", close: "]" }),
  edge: "any",
};
