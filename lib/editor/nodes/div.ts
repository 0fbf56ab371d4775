import type { RootContent } from "mdast";
import type { Div } from "#lib/core/text/index.ts";
import type { BlockConstruct } from "../document/construct.ts";
import { lineEnd, lineStart, nextLine, spanOf } from "../document/origin.ts";
import { amendAttributes } from "./attribute-source.ts";

/** `::: {.callout-note}` … `:::`; `attributes` is what follows the colons, as written. */
export const div: BlockConstruct = {
  name: "div",
  spec: {
    content: "block+",
    group: "block",
    defining: true,
    isolating: true,
    attrs: { attributes: { default: "{.callout-note}" } },
    parseDOM: [{ tag: "div[data-div]", getAttrs: (dom) => ({ attributes: dom.getAttribute("data-div") }) }],
    toDOM: (node) => ["div", { "data-div": node.attrs.attributes ?? "" }, 0],
  },
  reads: ["div"],
  read(node, reader, prefix) {
    if (node.type !== "div" || !node.closed) return null;
    const { source } = reader;
    const { start, end } = spanOf(node);
    const close = lineStart(source, end);
    const body = nextLine(source, node.attributes ? node.attributes.span.end : start);
    if (close <= start || body > close) return null;
    const first = node.children[0];
    if (first && spanOf(first).start < body) return null;
    // An empty div takes its content on a line of its own before the closing fence.
    const at = close + (/^[ \t>]*/u.exec(source.slice(close, end))?.[0].length ?? 0);
    const hollow = { lead: "", tail: `${source.includes("\r\n") ? "\r\n" : "\n"}${prefix}` };
    const children = reader.blocks(node.children as RootContent[], prefix, at, hollow);
    const attributes = writtenAttributes(source, node, start);
    return reader.container("div", { attributes }, node, children, { start, end, prefix, inner: prefix });
  },
  write(node, pen) {
    const body = pen.blocks(node);
    let colons = 3;
    for (const found of body.matchAll(/^[ \t]*(:{3,})/gmu))
      colons = Math.max(colons, (found[1]?.length ?? 0) + 1);
    const fence = ":".repeat(colons);
    const { attributes } = node.attrs;
    return `${fence}${attributes ? ` ${attributes}` : " {}"}\n${body === "" ? "" : `${body}\n`}${fence}`;
  },
  amend(origin, next, desk) {
    const tree = origin.tree as Div;
    if (!tree.attributes || !next.attrs.attributes || origin.node.attrs.attributes === null) return false;
    amendAttributes(desk, tree.attributes, origin.node.attrs.attributes, next.attrs.attributes, origin.start);
    return true;
  },
};

function writtenAttributes(source: string, node: Div, start: number): string | null {
  const { attributes } = node;
  if (attributes && attributes.span.end > attributes.span.start)
    return source.slice(attributes.span.start, attributes.span.end).replace(/[ \t]*\r?\n[ \t>]*/gu, " ");
  return (
    source
      .slice(start, lineEnd(source, start))
      .replace(/^:+[ \t]*/u, "")
      .replace(/[ \t]*:*[ \t]*$/u, "") || null
  );
}
