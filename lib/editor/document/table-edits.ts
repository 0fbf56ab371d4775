/** Edits of the structure of tables. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import { inside, type Maker, pick, within } from "./structural-places.ts";

/** Whether cells of a table go across rows or columns. */
function hasSpans(table: ProseNode): boolean {
  return table.children.some((row) =>
    row.children.some(({ attrs }) => attrs.rowspan > 1 || attrs.colspan > 1),
  );
}

export const tableMakers: Record<string, Maker> = {
  "insert a table row"(found, random) {
    const row = pick(
      // Between rows that a cell goes across there is no place for another.
      found.filter(({ node, parent }) => node.type.name === "tableRow" && !hasSpans(parent)),
      random,
    );
    if (!row) return null;
    return {
      construct: within(row),
      touched: inside(row),
      make(tr) {
        const { schema } = tr.doc.type;
        const blocks = row.node.firstChild?.type.name.startsWith("block");
        const cells = row.node.children.map((_cell, at) => {
          const text = at === 1 ? [] : schema.text(`a | b ${at}`);
          if (!blocks) return schema.node("tableCell", null, text);
          return schema.node("blockCell", null, schema.node("paragraph", null, text));
        });
        // Behind a row of the header comes the first of the others.
        const rows = row.parent.children.slice(row.index + 1);
        const heads = rows.findIndex((each) => each.firstChild?.type.name !== "blockHeader");
        const over = rows.slice(0, Math.max(0, heads));
        const at = over.reduce((pos, each) => pos + each.nodeSize, row.pos + row.node.nodeSize);
        tr.insert(at, schema.node("tableRow", null, cells));
      },
    };
  },
  "move a table row"(found, random) {
    const moves = found.filter(
      ({ node, parent, index }) =>
        node.type.name === "tableRow" &&
        !hasSpans(parent) &&
        parent.maybeChild(index + 1)?.firstChild?.type === node.firstChild?.type,
    );
    const row = pick(moves, random);
    if (!row) return null;
    return {
      construct: within(row),
      touched: inside(row),
      make(tr) {
        tr.delete(row.pos, row.pos + row.node.nodeSize);
        tr.insert(row.pos + row.parent.child(row.index + 1).nodeSize, row.node);
      },
    };
  },
  "add a table column"(found, random) {
    const table = pick(
      found.filter(({ node }) => node.type.name === "table" && !hasSpans(node)),
      random,
    );
    if (!table) return null;
    return {
      construct: `${table.node.attrs.style} table`,
      touched: inside(table),
      make(tr) {
        const { schema } = tr.doc.type;
        const rows = table.node.children.map((row, at) => {
          const text = at === 1 ? [] : schema.text(`New * ${at}`);
          const like = row.firstChild?.type ?? schema.nodes.tableCell;
          const cell = like?.createChecked(
            null,
            like.inlineContent ? text : schema.node("paragraph", null, text),
          );
          return row.copy(cell ? row.content.addToStart(cell) : row.content);
        });
        const align = [null, ...(table.node.attrs.align as unknown[])];
        const made = table.node.type.create({ ...table.node.attrs, align }, rows);
        tr.replaceWith(table.pos, table.pos + table.node.nodeSize, made);
      },
    };
  },
};
