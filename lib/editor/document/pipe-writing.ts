/** From an edited pipe table to its lines. Its first row is its header, whatever the cells are called. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { Pen, Press } from "./construct.ts";
import { replaceLines } from "./line-edits.ts";
import { lineEnd, nextLine, type Origin } from "./origin.ts";
import { type CellPlace, cellPlaces, matchTable } from "./table-match.ts";

type Align = "left" | "right" | "center" | null;

/** Write an edited pipe table in place: rows that stay keep their lines, wherever they go. */
export function redrawPipe(origin: Origin, next: ProseNode, press: Press): boolean {
  const { source } = press;
  const olds = origin.children;
  const head = olds[0];
  if (!head) return false;
  const { cells, size } = cellPlaces(next);
  const was = { rows: olds.length, columns: head.children.length };
  const found = matchTable(placesOf(olds), cells, was, size);
  const align = alignOf(next, size.columns);
  const below = nextLine(source, lineEnd(source, head.end));
  const dashes = /[|:-][^\r\n]*/u.exec(source.slice(below, lineEnd(source, below)));
  const start = below + (dashes?.index ?? 0);
  const rule = { start, end: start + (dashes?.[0].trimEnd().length ?? 0) };
  const lines = [head, rule, ...olds.slice(1)].map((line) => ({ start: line.start, end: line.end }));
  const same = size.columns === was.columns && found.columns.every((column, at) => column === at);
  if (!same) {
    const rows = next.children.map((row, at) =>
      rearranged(row, olds[found.rows[at] ?? -1], found.columns, press),
    );
    replaceLines(press, lines, origin.prefix, padded(rows, align));
    return true;
  }
  const rows = next.children.map((row, at) => {
    const old = olds[found.rows[at] ?? -1];
    return old ? rowOf(old, row, press) : newRow(row, press.pen);
  });
  const [first = "", ...rest] = rows;
  const delimiter = ruled(source.slice(rule.start, rule.end), origin.node.attrs.align, align);
  replaceLines(press, lines, origin.prefix, [first, delimiter, ...rest]);
  return true;
}

/** The lines of a new pipe table. */
export function writePipe(node: ProseNode, pen: Pen): string {
  const { columns } = cellPlaces(node).size;
  const rows = node.children.map((row) => ({
    cells: row.children.map((cell) => pen.inline(cell, true)),
    rest: "",
  }));
  return padded(rows, alignOf(node, columns)).join("\n");
}

function placesOf(rows: readonly Origin[]): CellPlace[] {
  return rows.flatMap((row, at) =>
    row.children.map((cell, column) => ({ row: at, column, node: cell.node })),
  );
}

function alignOf(table: ProseNode, columns: number): Align[] {
  const written = table.attrs.align as readonly Align[];
  return Array.from({ length: columns }, (_, at) => written[at] ?? null);
}

const newRow = (row: ProseNode, pen: Pen): string =>
  `| ${row.children.map((cell) => pen.inline(cell, true)).join(" | ")} |`;

/** A row that stays in its columns: only the texts that were edited change, and cells that were missing are added. */
function rowOf(old: Origin, row: ProseNode, { source, retexted, pen }: Press): string {
  const cells = row.children.map((now, at) => ({ now, was: old.children[at] }));
  const edited = cells.flatMap(({ now, was }) =>
    was && !was.hollow && !was.node.content.eq(now.content) ? [[was, now] as const] : [],
  );
  let written = edited.length > 0 ? retexted(edited, old.start, old.end) : source.slice(old.start, old.end);
  const missing = cells.filter(({ was }) => !was || was.hollow).map(({ now }) => now);
  const last = missing.findLastIndex((cell) => cell.content.size > 0);
  for (const cell of missing.slice(0, last + 1)) {
    const closed = /(?<!\\)(?:\\\\)*\|$/u.test(written);
    written += closed ? ` ${pen.inline(cell, true)} |` : ` | ${pen.inline(cell, true)}`;
  }
  return written;
}

interface Row {
  cells: string[];
  /** What stands beyond the last column, which nobody shows. */
  rest: string;
}

/** A row whose columns came, went or moved. */
function rearranged(
  row: ProseNode,
  old: Origin | undefined,
  columns: readonly (number | null)[],
  press: Press,
): Row {
  const { source, pen } = press;
  const cells = row.children.map((cell, at) => {
    const was = old?.children[columns[at] ?? -1];
    const kept = was && !was.hollow && was.node.content.eq(cell.content);
    return kept ? source.slice(was.start, was.end) : pen.inline(cell, true);
  });
  const last = old?.children[old.children.length - 1];
  const rest =
    old && last && !last.hollow
      ? source
          .slice(last.end, old.end)
          .replace(/^\s*\|/u, "")
          .trim()
      : "";
  return { cells, rest };
}

function padded(rows: readonly Row[], align: readonly Align[]): string[] {
  const columns = align.length;
  const widths = align.map((_, at) => Math.max(3, ...rows.map(({ cells }) => cells[at]?.length ?? 0)));
  const lines = rows.map(({ cells, rest }) => {
    const texts = Array.from({ length: columns }, (_, at) => (cells[at] ?? "").padEnd(widths[at] ?? 3));
    return `| ${texts.join(" | ")} |${rest === "" ? "" : ` ${rest}`}`;
  });
  const rule = `|${widths.map((width, at) => dashes(width + 2, align[at] ?? null)).join("|")}|`;
  return [lines[0] ?? "", rule, ...lines.slice(1)];
}

function dashes(width: number, align: Align): string {
  const left = align === "left" || align === "center" ? ":" : "-";
  const right = align === "right" || align === "center" ? ":" : "-";
  return left + "-".repeat(Math.max(1, width - 2)) + right;
}

/** The line of dashes with the alignments that changed. */
function ruled(line: string, before: readonly Align[], after: readonly Align[]): string {
  let column = 0;
  return line.replace(/:?-+:?/gu, (segment) => {
    const at = column++;
    const align = after[at] ?? null;
    if ((before[at] ?? null) === align) return segment;
    const bare = segment.replaceAll(":", "-");
    if (bare.length < 3) return dashes(3, align);
    return dashes(bare.length, align);
  });
}
