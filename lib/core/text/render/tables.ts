import type { Element, ElementContent, Properties } from "hast";
import type { Table } from "mdast";
import type { Attributes, BlockTable } from "../index.ts";
import { plainText } from "../index.ts";
import { element } from "./element.ts";
import { figure } from "./figures.ts";
import { pair } from "./visible.ts";
import type { Writer } from "./writer.ts";

type Align = "left" | "right" | "center" | null | undefined;

function cell(tag: "td" | "th", align: Align, children: ElementContent[], more: Properties = {}): Element {
  const properties: Properties = { ...more, ...(tag === "th" ? { scope: "col" } : {}) };
  if (align) properties.className = [`align-${align}`];
  return element(tag, properties, children);
}

/** `tbl-colwidths="[20,26,54]"` as shares of the whole. */
function widths(attributes: Attributes | null | undefined, count: number): number[] | null {
  const written = /^\s*\[([\d.,\s]+)\]\s*$/u.exec(pair(attributes, "tbl-colwidths") ?? "")?.[1];
  const numbers = written?.split(",").map(Number) ?? [];
  const whole = numbers.reduce((sum, each) => sum + each, 0);
  if (numbers.length !== count || !numbers.every((each) => each > 0)) return null;
  return numbers.map((each) => (100 * each) / whole);
}

function columns(shares: readonly (number | null)[] | null): Element[] {
  if (!shares?.some((share) => share)) return [];
  const cols = shares.map((share) => element("col", share ? { style: `width:${share.toFixed(1)}%` } : {}));
  return [element("colgroup", {}, cols)];
}

/** A table that scrolls by itself where it is wider than the page, with its caption and number above. */
function framed(writer: Writer, node: Table | BlockTable, table: Element): Element {
  const caption = node.caption ? writer.inline(node.caption.children) : [];
  const region = element(
    "div",
    { className: ["table-scroll"], tabIndex: 0, role: "region", ariaLabel: nameOf(writer, node) },
    [table],
  );
  if (caption.length === 0 && !node.attributes?.id) return region;
  return figure(writer, node, {
    id: node.attributes?.id ?? null,
    kind: "table",
    content: [region],
    caption,
    above: true,
  });
}

/** How a screen reader names the region: "Table 3.1: Costs". */
function nameOf(writer: Writer, node: Table | BlockTable): string {
  const number = writer.numbering.items.get(node.position?.start.offset ?? -1)?.number;
  const caption = node.caption ? plainText(node.caption).replace(/\s+/gu, " ").trim().slice(0, 120) : "";
  return `Table${number ? ` ${number}` : ""}${caption ? `: ${caption}` : ""}`;
}

/** A pipe table. */
export function renderTable(writer: Writer, node: Table): Element {
  const [head, ...rows] = node.children;
  const align = node.align ?? [];
  const count = head?.children.length ?? 0;
  const heads = head?.children.map((each, at) => cell("th", align[at], writer.inline(each.children))) ?? [];
  const empty = head?.children.every((each) => each.children.length === 0) ?? true;
  const table = element("table", {}, [
    ...columns(widths(node.attributes, count)),
    ...(empty ? [] : [element("thead", {}, [element("tr", {}, heads)])]),
    element(
      "tbody",
      {},
      // Cells beyond the head are dropped, as every reader of pipe tables does; so output stays as large as input.
      rows.map((row) =>
        element(
          "tr",
          {},
          row.children.slice(0, count).map((each, at) => cell("td", align[at], writer.inline(each.children))),
        ),
      ),
    ),
  ]);
  return framed(writer, node, table);
}

/** A grid, simple or multiline table, whose cells hold blocks. */
export function renderBlockTable(writer: Writer, node: BlockTable): Element {
  const render = (header: boolean) =>
    node.children
      .filter((row) => row.header === header)
      .map((row) =>
        element(
          "tr",
          {},
          row.children.map((each) => {
            const only = each.children.length === 1 ? each.children[0] : undefined;
            const children =
              only?.type === "paragraph" ? writer.inline(only.children) : writer.flow(each.children);
            const spans = {
              ...(each.columnSpan > 1 ? { colSpan: each.columnSpan } : {}),
              ...(each.rowSpan > 1 ? { rowSpan: each.rowSpan } : {}),
            };
            return cell(header ? "th" : "td", node.columns[each.column]?.align, children, spans);
          }),
        ),
      );
  const heads = render(true);
  const shares =
    widths(node.attributes, node.columns.length) ??
    node.columns.map((column) => (column.width === null ? null : column.width * 100));
  const table = element("table", {}, [
    ...columns(shares),
    ...(heads.length > 0 ? [element("thead", {}, heads)] : []),
    element("tbody", {}, render(false)),
  ]);
  return framed(writer, node, table);
}
