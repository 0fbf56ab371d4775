/** Offsets in the text of a cell of a grid table, and in the source of its chapter. */
import type { CellOrigin } from "./origin.ts";

/** Where an offset of the cell's text stands in the source. */
export function outOfCell({ lines }: CellOrigin, offset: number): number {
  let from = 0;
  for (const { start, end } of lines) {
    if (offset <= from + end - start) return start + Math.max(0, offset - from);
    from += end - start + 1;
  }
  return lines[lines.length - 1]?.end ?? 0;
}

/** The offset in the cell's text that is nearest to one of the source, on the same line where there is one. */
export function intoCell({ lines }: CellOrigin, offset: number): number {
  let from = 0;
  let best = { far: Number.POSITIVE_INFINITY, at: 0 };
  for (const { start, end } of lines) {
    const far = Math.max(start - offset, offset - end, 0);
    if (far < best.far) best = { far, at: from + Math.max(0, Math.min(offset, end) - start) };
    from += end - start + 1;
  }
  return best.at;
}

/** How far an offset of the source is from what a cell holds. */
export function farFromCell({ lines }: CellOrigin, offset: number): number {
  return Math.min(...lines.map(({ start, end }) => Math.max(start - offset, offset - end, 0)));
}
