/** What the cells of a grid table hold, put into its drawing. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import { displayWidth } from "#lib/core/text/index.ts";
import type { Pen } from "./construct.ts";
import { type Drawing, type DrawnCell, heighten, widen, widthOf } from "./grid-drawing.ts";
import { fitted } from "./grid-fit.ts";
import { sameMeaning } from "./meaning.ts";
import type { Origin } from "./origin.ts";

/** One cell to be drawn: where, what it shall hold, and what it was. */
export interface Task {
  cell: DrawnCell;
  now: ProseNode;
  was: Origin | null;
}

/** Put into each cell what it holds now, and make room for it. */
export function fill(drawing: Drawing, tasks: readonly Task[], pen: Pen): void {
  const changed = tasks.filter(
    ({ was, now, cell }) => !was || !sameCell(was, now) || cell.lines.length === 0,
  );
  const texts = changed.map(({ was, now }) => pen.cell(was?.cell ?? null, now).trimEnd());
  const lines = changed.map(({ cell, now }, at) => {
    for (;;) {
      const width = widthOf(drawing, cell);
      const found = fittedInto(texts[at] ?? "", width, now, pen);
      if ("lines" in found) return found.lines;
      widen(drawing, cell.column + cell.columnSpan - 1, Math.max(1, found.needs + 2 - width));
    }
  });
  const high = [...drawing.heights];
  for (const [at, { cell }] of changed.entries()) {
    const more = (lines[at] as string[]).length - cell.lines.length;
    if (more > 0) heighten(drawing, cell.row + cell.rowSpan - 1, more);
  }
  for (const [at, { cell, was }] of changed.entries()) put(drawing, cell, lines[at] as string[], was);
  for (const row of new Set(changed.map(({ cell }) => cell.row)))
    lower(drawing, row, high[row] ?? 1, changed);
}

function sameCell(was: Origin, now: ProseNode): boolean {
  return was.node === now || was.node.content.eq(now.content);
}

function fittedInto(text: string, width: number, now: ProseNode, pen: Pen): ReturnType<typeof fitted> {
  const open = (words: string) => pen.openCell(words);
  const says = (opened: { doc: ProseNode }) => sameMeaning(now.children, opened.doc.children);
  const found = fitted(text, width - 2, open, says);
  // A word that needs the room before the bar may have it.
  if ("needs" in found && found.needs === width - 1) return fitted(text, width - 1, open, says);
  return found;
}

/** Lines that were there keep their spaces. */
function put(drawing: Drawing, cell: DrawnCell, lines: readonly string[], was: Origin | null): void {
  const width = widthOf(drawing, cell);
  const former = was?.cell?.opened.source.split("\n") ?? [];
  const drawn = [...cell.lines];
  cell.lines = drawn.map((old, at) => {
    const line = lines[at] ?? "";
    if (line === (former[at] ?? "") && at < former.length) return old;
    if (line === "") return " ".repeat(width);
    const lead = at < former.length && !/^(?: |$)/u.test(old) && displayWidth(line) <= width ? "" : " ";
    const text = lead + line;
    return text + " ".repeat(Math.max(0, width - displayWidth(text)));
  });
}

/** Lines at the end of a row that became blank go. */
function lower(drawing: Drawing, row: number, was: number, changed: readonly Task[]): void {
  const own = drawing.cells.filter((cell) => cell.row <= row && row < cell.row + cell.rowSpan);
  if (own.some((cell) => cell.rowSpan > 1)) return;
  const filled = Math.max(
    1,
    ...own.map((cell) => cell.lines.findLastIndex((line) => line.trim() !== "") + 1),
  );
  const before = changed
    .filter(({ cell }) => cell.row === row)
    .map(({ was }) => was?.cell?.opened.source.trimEnd().split("\n").length ?? 1);
  // Blank lines that stood there stay: only what the edited cells gave up goes.
  const wanted = Math.max(filled, was > Math.max(...before) ? was : 1);
  if ((drawing.heights[row] ?? 1) > wanted) heighten(drawing, row, wanted - (drawing.heights[row] ?? 1));
}
