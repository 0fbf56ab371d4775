import type { AtomConstruct } from "../document/construct.ts";

/** A line break that is kept: a backslash or two spaces at a line's end. */
export const hardBreak: AtomConstruct = {
  name: "hardBreak",
  spec: {
    group: "inline",
    inline: true,
    selectable: false,
    linebreakReplacement: true,
    leafText: () => "\n",
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
  reads: ["break"],
  write: (_node, style) => style.hardBreak,
};
