/** From an edited grid table to its lines: what was not edited is drawn as it was. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { GridAlign } from "#lib/core/text/index.ts";
import type { Pen, Press } from "./construct.ts";
import { aligned, type Drawing, draw } from "./grid-drawing.ts";
import { fill } from "./grid-fill.ts";
import { anew, asItStood, rearranged } from "./grid-plan.ts";
import { replaceLines } from "./line-edits.ts";
import type { Origin } from "./origin.ts";
import { cellPlaces } from "./table-match.ts";

/** Write an edited grid table in place. */
export function redrawGrid(origin: Origin, next: ProseNode, press: Press): boolean {
  const { grid } = origin;
  if (!grid) return false;
  const { cells, size } = cellPlaces(next);
  const header = headerRows(next);
  const align = next.attrs.align as readonly GridAlign[];
  const olds = origin.children.flatMap((row) => row.children);
  const plan =
    asItStood(grid.drawing, olds, cells, size, header) ??
    rearranged(grid.drawing, olds, cells, size, header) ??
    anew(cells, size, header, press.pen);
  setAlignments(plan.drawing, align);
  fill(plan.drawing, plan.tasks, press.pen);
  replaceLines(press, grid.lines, origin.prefix, draw(plan.drawing));
  return true;
}

/** The lines of a new grid table. */
export function writeGrid(node: ProseNode, pen: Pen): string {
  const { cells, size } = cellPlaces(node);
  const { drawing, tasks } = anew(cells, size, headerRows(node), pen);
  setAlignments(drawing, node.attrs.align as readonly GridAlign[]);
  fill(drawing, tasks, pen);
  return draw(drawing).join("\n");
}

function headerRows(table: ProseNode): number {
  let rows = 0;
  // A table is not all header.
  while (rows + 1 < table.childCount && table.child(rows).firstChild?.type.name === "blockHeader") rows++;
  return rows;
}

/** Alignments stand in the border below the header, or in the first where there is none. */
function setAlignments({ rules, header }: Drawing, align: readonly GridAlign[]): void {
  const rule = rules[header];
  if (!rule) return;
  rule.segments = rule.segments.map((segment, column) => segment && aligned(segment, align[column] ?? null));
}
