import type { Image } from "mdast";
import type { BlockConstruct, Desk } from "../document/construct.ts";
import { oneLine } from "../document/inline.ts";
import { type Origin, spanOf } from "../document/origin.ts";
import { amendAttributes, attributeSource } from "./attribute-source.ts";

/** An image alone in its paragraph: its brackets are its caption, which is edited as text. */
export const figure: BlockConstruct = {
  name: "figure",
  spec: {
    content: "inline*",
    group: "block",
    defining: true,
    isolating: true,
    draggable: true,
    attrs: { target: { default: "" }, attributes: { default: null } },
    parseDOM: [
      {
        tag: "figure",
        contentElement: "figcaption",
        getAttrs: (dom) => ({
          target: dom.getAttribute("data-target") ?? dom.querySelector("img")?.getAttribute("src") ?? "",
          attributes: dom.getAttribute("data-attributes") || null,
        }),
      },
    ],
    toDOM: (node) => [
      "figure",
      { "data-target": node.attrs.target, "data-attributes": node.attrs.attributes ?? "" },
      ["figcaption", 0],
    ],
  },
  reads: ["paragraph"],
  read(node, reader, prefix) {
    if (node.type !== "paragraph" || node.children.length !== 1) return null;
    const image = node.children[0];
    if (image?.type !== "image") return null;
    const { start, end } = spanOf(image);
    const target = targetOf(image, reader.source);
    if (!target) return null;
    const attributes = attributeSource(reader.source, image.attributes);
    const attrs = { target: oneLine(reader.source.slice(target.start, target.end)), attributes };
    return reader.rich("figure", attrs, image, image.caption?.children ?? [], {
      start,
      end,
      prefix,
      at: start + 2,
    });
  },
  write: (node, pen) => `![${pen.inline(node)}](${node.attrs.target})${node.attrs.attributes ?? ""}`,
  amend(origin, next, desk) {
    const image = origin.tree as Image;
    const target = targetOf(image, desk.source);
    if (!target) return false;
    if (origin.node.attrs.target !== next.attrs.target)
      desk.edit(target.start, target.end, next.attrs.target);
    amendAttributes(
      desk,
      image.attributes,
      origin.node.attrs.attributes,
      next.attrs.attributes,
      origin.end,
      true,
    );
    return true;
  },
};

/** What stands in the parentheses: the address and the title. */
function targetOf(image: Image, source: string): { start: number; end: number } | null {
  const { start, end } = spanOf(image);
  const from = image.caption ? spanOf(image.caption).end : start + 2;
  const to = image.attributes ? image.attributes.span.start : end;
  const open = source.indexOf("](", from);
  const close = source.lastIndexOf(")", to);
  return open === -1 || close < open || open > to ? null : { start: open + 2, end: Math.min(close, to - 1) };
}

export type { Desk, Origin };
