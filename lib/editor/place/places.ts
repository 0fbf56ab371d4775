/** Positions of an opened document and offsets of its source. */
import { farFromCell, intoCell, outOfCell } from "../document/cell-lines.ts";
import { inlineOf, type OpenDocument } from "../document/open.ts";
import type { Origin, TextOrigin } from "../document/origin.ts";
import { originUnits, type Unit } from "../document/tokens.ts";

/** Where each unit of a text begins and ends in the source, markup left out. */
interface UnitSpan {
  start: number;
  end: number;
}

function unitSpans(units: readonly Unit[], from: number): UnitSpan[] {
  const spans: UnitSpan[] = [];
  let offset = from;
  let open: Unit["stack"] = [];
  for (const unit of units) {
    let common = 0;
    while (common < open.length && open[common] === unit.stack[common]) common++;
    for (const span of open.slice(common)) offset += span.close?.length ?? 0;
    for (const span of unit.stack.slice(common)) offset += span.open?.length ?? 0;
    open = unit.stack;
    spans.push({ start: offset, end: offset + unit.raw.length });
    offset += unit.raw.length;
  }
  return spans;
}

function spansOf(opened: OpenDocument, text: TextOrigin): UnitSpan[] {
  const from = text.kind === "rich" ? text.start : (text.lines[0]?.start ?? text.at);
  const units = originUnits(opened.source, text, inlineOf(opened.source, opened.doc.type.schema));
  return unitSpans(units, from);
}

const beginOf = (text: TextOrigin): number =>
  text.kind === "rich" ? text.start : (text.lines[0]?.start ?? text.at);

/** The offset in the source of a position in the opened document. */
export function offsetAt(opened: OpenDocument, pos: number): number {
  let origin: Origin = opened.origin;
  let at = Math.max(0, Math.min(pos, opened.doc.content.size));
  for (;;) {
    if (origin.cell) return outOfCell(origin.cell, offsetAt(origin.cell.opened, at));
    if (origin.text) {
      const spans = spansOf(opened, origin.text);
      const before = spans[Math.min(at, spans.length) - 1];
      return before ? before.end : (spans[0]?.start ?? beginOf(origin.text));
    }
    let next: Origin | null = null;
    let last: Origin | null = null;
    for (const child of origin.children) {
      if (at <= 0) return child.start;
      if (at < child.node.nodeSize) {
        next = child;
        at -= 1;
        break;
      }
      at -= child.node.nodeSize;
      last = child;
    }
    if (!next) return last?.end ?? origin.start;
    origin = next;
  }
}

/** The position in the opened document of an offset in the source; always one that text can stand at, where there is one. */
export function positionAt(opened: OpenDocument, offset: number): number {
  let origin: Origin = opened.origin;
  let pos = 0;
  for (;;) {
    if (origin.cell) return pos + positionAt(origin.cell.opened, intoCell(origin.cell, offset));
    if (origin.text) return pos + unitAt(spansOf(opened, origin.text), offset);
    if (origin.children.length === 0) return pos;
    let at = pos;
    let best = { child: origin.children[0] as Origin, at, far: Number.POSITIVE_INFINITY };
    for (const child of origin.children) {
      // Cells that a row lacks stand nowhere.
      const far = child.hollow ? Number.POSITIVE_INFINITY : farFrom(child, offset);
      // Between two blocks that are equally near, the later one: that is where a new line goes on.
      if (far <= best.far) best = { child, at, far };
      at += child.node.nodeSize;
      if (child.start > offset && !origin.grid && !child.cell) break;
    }
    origin = best.child;
    // A block without text (a rule) is stood before.
    if (origin.node.isLeaf) return best.at;
    pos = best.at + 1;
  }
}

/** How far an offset is from a block. Rows and cells of a grid table are made of stretches of its lines. */
function farFrom(origin: Origin, offset: number): number {
  if (origin.cell) return farFromCell(origin.cell, offset);
  if (origin.children[0]?.cell) return Math.min(...origin.children.map((child) => farFrom(child, offset)));
  return Math.max(origin.start - offset, offset - origin.end, 0);
}

/** How many units lie before an offset. */
function unitAt(spans: readonly UnitSpan[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { start, end } = spans[middle] as UnitSpan;
    if (offset > start && offset - start >= end - offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
