import type { Node as ProseNode } from "@tiptap/pm/model";
import type { RootContent } from "mdast";
import type { Span } from "#lib/core/text/index.ts";
import type { BlockConstruct } from "../document/construct.ts";
import { isNothing } from "../document/meaning.ts";
import { type Origin, spanOf } from "../document/origin.ts";

const marker = /^(?:[-*+]|\(?@[\w-]*\)|\(?(?:[0-9]+|[A-Za-z]+|#)[.)])/u;
const box = /^[ \t]+\[([ xX])\](?=[ \t])/u;

/** Where an item's marker stands, without the space after it. */
export function markerOf(source: string, item: Origin): Span {
  const written = marker.exec(source.slice(item.start, item.end))?.[0].length ?? 1;
  return { start: item.start, end: item.start + written };
}

/** The box of a task before its text; without text it would be read as words. */
export function boxOf(item: ProseNode): string {
  if (item.attrs.checked === null || item.children.every(isNothing)) return "";
  return item.attrs.checked ? "[x] " : "[ ] ";
}

export const listItem: BlockConstruct = {
  name: "listItem",
  spec: {
    content: "block+",
    defining: true,
    attrs: { checked: { default: null } },
    parseDOM: [{ tag: "li" }],
    toDOM: (node) =>
      node.attrs.checked === null ? ["li", 0] : ["li", { "data-checked": String(node.attrs.checked) }, 0],
  },
  reads: [],
  read(node, reader, prefix) {
    if (node.type !== "listItem") return null;
    const { source } = reader;
    const { start, end } = spanOf(node);
    const written = source.slice(start, end);
    const sign = marker.exec(written)?.[0].length ?? 1;
    const first = node.children[0];
    const firstAt = first ? spanOf(first).start : end;
    const sameLine = first && !/[\r\n]/u.test(source.slice(start, firstAt));
    const checked = node.checked ?? null;
    const padding = sameLine ? (/^[ \t]*/u.exec(written.slice(sign))?.[0] ?? " ") : " ";
    const inner = `${prefix}${" ".repeat(sign)}${padding}`;
    const ready = written.length > sign && /[ \t]$/u.test(written);
    const children = reader.blocks(node.children as RootContent[], inner, end, {
      lead: ready ? "" : " ",
      tail: "",
    });
    return reader.container("listItem", { checked }, node, children, { start, end, prefix, inner });
  },
  write: (node, pen) => pen.blocks(node),
  amend(origin, next, desk) {
    const sign = markerOf(desk.source, origin);
    const found = box.exec(desk.source.slice(sign.end, origin.end));
    const { checked } = next.attrs;
    const after = checked === null ? "" : checked ? " [x]" : " [ ]";
    if (found && checked !== null) {
      const at = sign.end + found[0].length - 2;
      desk.edit(at, at + 1, checked ? "x" : " ");
    } else if (found) desk.edit(sign.end, sign.end + found[0].length, "");
    else desk.edit(sign.end, sign.end, after);
    return true;
  },
};
