import type { NodeSpec } from "@tiptap/pm/model";
import type { Nodes } from "mdast";
import type { AtomConstruct } from "../document/construct.ts";

/** An inline construct kept by its source, which is also what it copies as. */
export function inlineAtom(name: string, reads: readonly Nodes["type"][]): AtomConstruct {
  const spec: NodeSpec = {
    group: "inline",
    inline: true,
    atom: true,
    selectable: true,
    attrs: { source: { default: "" } },
    leafText: (node) => node.attrs.source,
    parseDOM: [
      {
        tag: `span[data-inline="${name}"]`,
        getAttrs: (dom) => ({ source: dom.getAttribute("data-source") ?? "" }),
      },
    ],
    toDOM: (node) => [
      "span",
      { "data-inline": name, "data-source": node.attrs.source },
      String(node.attrs.source),
    ],
  };
  return { name, spec, reads, write: (node) => node.attrs.source };
}
