import type { Node as ProseNode } from "@tiptap/pm/model";
import { find, type HtmlElement, type HtmlNode, styleOf } from "./html.ts";
import type { BlockReader } from "./to-blocks.ts";

/** More columns than this are a layout, or damage. */
const mostColumns = 60;

/** A table as the book has it: one header, cells of one line. A table that only lays things out is what it holds. */
export function tableOf(node: HtmlElement, reader: BlockReader): ProseNode[] {
  const rows = rowsOf(node);
  const cells = rows.map((row) => row.children.filter(isCell));
  const columns = Math.max(
    0,
    ...cells.map((row) => row.reduce((sum, cell) => sum + spanOf(cell, "colspan"), 0)),
  );
  const layout =
    node.attributes.role === "presentation" ||
    columns < 2 ||
    columns > mostColumns ||
    cells.some((row) => row.some((cell) => find(cell, (each) => each.name === "table") !== null));
  if (layout) return cells.flatMap((row) => row.flatMap((cell) => reader.blocks(cell.children)));
  const { schema } = reader;
  const grid: ProseNode[][][] = cells.map(() => []);
  const align: (string | null)[] = Array.from({ length: columns }, () => null);
  for (const [y, row] of cells.entries()) {
    let x = 0;
    for (const cell of row) {
      while (grid[y]?.[x]) x++;
      align[x] ??= alignOf(cell);
      const content = reader.line(cell);
      // A cell over several rows or columns stands in the first, the others are empty.
      for (let down = 0; down < spanOf(cell, "rowspan"); down++)
        for (let right = 0; right < spanOf(cell, "colspan"); right++) {
          const target = grid[y + down];
          if (target && x + right < columns) target[x + right] = down + right === 0 ? content : [];
        }
      x += spanOf(cell, "colspan");
    }
  }
  const full = grid.filter((row) => row.some((cell) => cell && cell.length > 0));
  if (full.length === 0) return [];
  const table = schema.node(
    "table",
    { align },
    full.map((row, y) =>
      schema.node(
        "tableRow",
        null,
        Array.from({ length: columns }, (_, x) =>
          schema.node(y === 0 ? "tableHeader" : "tableCell", null, row[x] ?? []),
        ),
      ),
    ),
  );
  const named = node.children.find((child) => typeof child === "object" && child.name === "caption");
  const words = typeof named === "object" ? reader.line(named) : [];
  const caption = words.length > 0 ? [schema.node("tableCaption", null, words)] : [];
  return [schema.node("tableFigure", null, [table, ...caption])];
}

function rowsOf(node: HtmlElement): HtmlElement[] {
  return node.children.flatMap((child) => {
    if (typeof child === "string") return [];
    if (child.name === "tr") return [child];
    return /^t(?:head|body|foot)$/u.test(child.name) ? rowsOf(child) : [];
  });
}

function isCell(node: HtmlNode): node is HtmlElement {
  return typeof node === "object" && (node.name === "td" || node.name === "th");
}

function spanOf(cell: HtmlElement, name: string): number {
  const span = Number(cell.attributes[name] ?? 1);
  return Number.isInteger(span) && span > 0 ? Math.min(span, mostColumns) : 1;
}

function alignOf(cell: HtmlElement): string | null {
  const side = styleOf(cell, "text-align") || (cell.attributes.align ?? "").toLowerCase();
  return side === "right" || side === "center" ? side : null;
}
