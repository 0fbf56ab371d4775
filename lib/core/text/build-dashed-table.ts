/** Simple and multiline tables, whose columns are the groups of dashes above or below their header. */
import type { Builder } from "./build.ts";
import { firstInk, isBlank, type Line, lastInk } from "./lines.ts";
import { limits } from "./piece.ts";
import { isColumnDashes, isDashes } from "./table-extent.ts";
import type { BlockTable, BlockTableCell, BlockTableRow } from "./tree.ts";

interface Column {
  from: number;
  to: number;
}

/** Build a simple or multiline table; null when it has no columns that can be told apart. */
export function buildDashedTable(
  builder: Builder,
  lines: readonly Line[],
  style: "simple" | "multiline",
): BlockTable | null {
  const { source, points } = builder;
  const text = (line: Line): string => source.slice(line.from, line.to).trim();
  const ruleAt = lines.findIndex((line) => isColumnDashes(text(line)));
  const rule = lines[ruleAt];
  if (!rule) return null;
  const columns: Column[] = [...source.slice(rule.from, rule.to).matchAll(/-+/g)].map((group) => ({
    from: group.index,
    to: group.index + group[0].length,
  }));
  if (columns.length > limits.tableColumns) return null;
  const head = lines.slice(0, ruleAt).filter((line) => !isBlank(source, line) && !isDashes(text(line)));
  const body = lines.slice(ruleAt + 1);
  const closed = body.length > 0 && isDashes(text(body[body.length - 1] as Line));
  const inside = closed ? body.slice(0, -1) : body;
  const children: BlockTableRow[] = head.length > 0 ? [buildRow(builder, head, columns, true)] : [];
  let group: Line[] = [];
  for (const line of inside) {
    if (style === "simple") children.push(buildRow(builder, [line], columns, false));
    else if (isBlank(source, line)) {
      if (group.length > 0) children.push(buildRow(builder, group, columns, false));
      group = [];
    } else group.push(line);
  }
  if (group.length > 0) children.push(buildRow(builder, group, columns, false));
  const total = (columns[columns.length - 1]?.to ?? 1) - (columns[0]?.from ?? 0);
  const sample = head[0] ?? inside[0];
  const start = firstInk(source, lines[0] as Line);
  return {
    type: "blockTable",
    style,
    columns: columns.map((column, index) => ({
      align: sample ? alignment(source.slice(sample.from, sample.to), column) : null,
      width: style === "multiline" ? ((columns[index + 1]?.from ?? column.to) - column.from) / total : null,
    })),
    children,
    position: points.place(start, start),
  };
}

/** Pandoc's rule: where the header's words meet the ends of the dashes. */
function alignment(line: string, column: Column): BlockTable["columns"][number]["align"] {
  const left = /\S/.test(line[column.from] ?? " ");
  const right = /\S/.test(line[column.to - 1] ?? " ");
  const inked = line.slice(column.from, column.to).trim() !== "";
  if (!inked || (left && right)) return null;
  return left ? "left" : right ? "right" : "center";
}

function buildRow(
  builder: Builder,
  lines: readonly Line[],
  columns: readonly Column[],
  header: boolean,
): BlockTableRow {
  const { source, points } = builder;
  const rowStart = firstInk(source, lines[0] as Line);
  const rowEnd = lastInk(source, rowStart, (lines[lines.length - 1] as Line).to);
  const cells = columns.map((column, index): BlockTableCell => {
    const next = columns[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    const first = index === 0 ? 0 : column.from;
    const own = lines
      .map((line) => {
        const from = Math.min(line.to, line.from + first);
        return { from, to: Math.min(line.to, line.from + next) };
      })
      .map((line) => {
        const from = Math.min(firstInk(source, line), line.to);
        return { from, to: lastInk(source, from, line.to) };
      });
    const inked = own.filter((line) => line.to > line.from);
    const start = Math.min(rowEnd, Math.max(rowStart, (inked[0] ?? (own[0] as Line)).from));
    const end = inked[inked.length - 1]?.to ?? start;
    return {
      type: "blockTableCell",
      column: index,
      columnSpan: 1,
      rowSpan: 1,
      children: builder.content(own, false),
      position: points.place(start, end),
    };
  });
  return { type: "blockTableRow", header, children: cells, position: points.place(rowStart, rowEnd) };
}
