import type { DefinitionList } from "#lib/core/text/index.ts";
import type { BlockConstruct } from "../document/construct.ts";
import { spanOf } from "../document/origin.ts";
import { definitionDescription } from "./definition-description.ts";
import { definitionTerm } from "./definition-term.ts";

export const definitionList: BlockConstruct = {
  name: "definitionList",
  spec: {
    content: "(definitionTerm | definitionDescription)+",
    group: "block",
    parseDOM: [{ tag: "dl" }],
    toDOM: () => ["dl", 0],
  },
  reads: ["definitionList"],
  read(node, reader, prefix) {
    if (node.type !== "definitionList") return null;
    const { start, end } = spanOf(node);
    const children = (node as DefinitionList).children
      .map((child) =>
        (child.type === "definitionTerm" ? definitionTerm : definitionDescription).read?.(
          child,
          reader,
          prefix,
        ),
      )
      .filter((child) => child != null);
    return reader.container("definitionList", {}, node, children, { start, end, prefix, inner: prefix });
  },
  write: (node, pen) =>
    node.children
      .map((child, index) => {
        const apart = index > 0 && child.type.name === "definitionTerm" ? "\n" : "";
        return apart + pen.block(child, node);
      })
      .join("\n"),
};
