/** Bullet and ordered lists. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { List } from "mdast";
import type { ListNumbering } from "#lib/core/text/index.ts";
import type { BlockConstruct, Desk, Pen, Reader } from "../document/construct.ts";
import { type Origin, prefixAt, spanOf } from "../document/origin.ts";
import { indented } from "./indent.ts";
import { boxOf, listItem, markerOf } from "./list-item.ts";

function readList(
  name: string,
  attrs: Record<string, unknown>,
  node: List,
  reader: Reader,
  prefix: string,
): Origin {
  const { start, end } = spanOf(node);
  const inner = prefixAt(reader.source, start);
  const items = node.children
    .map((item) => listItem.read?.(item, reader, inner))
    .filter((item) => item != null);
  return reader.container(name, attrs, node, items, { start, end, prefix, inner });
}

export const bulletList: BlockConstruct = {
  name: "bulletList",
  spec: {
    content: "listItem+",
    group: "block list",
    parseDOM: [{ tag: "ul" }],
    toDOM: () => ["ul", 0],
  },
  reads: ["list"],
  read: (node, reader, prefix) =>
    node.type === "list" && !node.ordered ? readList("bulletList", {}, node, reader, prefix) : null,
  write: (node, pen) => writeItems(node, pen, () => pen.style.bullet),
};

export const orderedList: BlockConstruct = {
  name: "orderedList",
  spec: {
    content: "listItem+",
    group: "block list",
    attrs: { start: { default: 1 }, style: { default: "decimal" }, delimiter: { default: "period" } },
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ start: Number(dom.getAttribute("start") ?? 1) || 1 }) }],
    toDOM: (node) => ["ol", node.attrs.start === 1 ? {} : { start: String(node.attrs.start) }, 0],
  },
  reads: ["list"],
  read(node, reader, prefix) {
    if (node.type !== "list" || !node.ordered) return null;
    const { style, delimiter } = node.numbering ?? { style: "decimal", delimiter: "period" };
    return readList("orderedList", { start: node.start ?? 1, style, delimiter }, node, reader, prefix);
  },
  write: (node, pen) => writeItems(node, pen, (index) => orderedMarker(node, index)),
  amend: (origin, next, desk) => renumber(origin, next, desk),
};

/** The marker of one item, with the space after it. */
export function orderedMarker(list: ProseNode, index: number): string {
  const { start, style, delimiter } = list.attrs as { start: number } & ListNumbering;
  const number = numeral(start + index, style);
  const end = delimiter === "period" ? `${number}.` : delimiter === "paren" ? `${number})` : `(${number})`;
  // Two spaces after a capital and a full stop, or it would be read as initials.
  return /^[A-Z]\.$/u.test(end) ? `${end}  ` : `${end} `;
}

function numeral(value: number, style: ListNumbering["style"]): string {
  if (style === "example") return "@";
  if (style === "default") return "#";
  const letter = style === "lowerAlpha" || style === "upperAlpha";
  if (letter && value > 0 && value <= 26)
    return String.fromCharCode((style === "lowerAlpha" ? 96 : 64) + value);
  if (style === "lowerRoman") return roman(value).toLowerCase();
  if (style === "upperRoman") return roman(value);
  return String(value);
}

function roman(value: number): string {
  const signs: [number, string][] = [
    [1000, "M"],
    [900, "CM"],
    [500, "D"],
    [400, "CD"],
    [100, "C"],
    [90, "XC"],
    [50, "L"],
    [40, "XL"],
    [10, "X"],
    [9, "IX"],
    [5, "V"],
    [4, "IV"],
    [1, "I"],
  ];
  let rest = value;
  let written = "";
  for (const [worth, sign] of signs) for (; rest >= worth; rest -= worth) written += sign;
  return written;
}

function writeItems(list: ProseNode, pen: Pen, marker: (index: number) => string): string {
  const items: string[] = [];
  let loose = false;
  list.forEach((item, _offset, index) => {
    const sign = marker(index);
    items.push(indented(pen.block(item, list), sign + boxOf(item), " ".repeat(sign.length)).trimEnd());
    const paragraphs = item.children.filter((child) => child.type.name === "paragraph").length;
    if (paragraphs > 1) loose = true;
  });
  return items.join(loose ? "\n\n" : "\n");
}

/** Give every item the number its list's attributes say. */
function renumber(origin: Origin, next: ProseNode, desk: Desk): boolean {
  if (origin.children.length !== next.childCount) return false;
  for (const [index, item] of origin.children.entries()) {
    const marker = markerOf(desk.source, item);
    desk.edit(marker.start, marker.end, orderedMarker(next, index).trimEnd());
  }
  return true;
}
