/** Nodes of a tree, moved within their source. */

/** By how many characters and lines. */
export interface Shift {
  offset: number;
  line: number;
}

export const still: Shift = { offset: 0, line: 0 };

/** A copy of a node, or of anything in one, whose places are moved; the same when there is nothing to move. */
export function moved<T>(value: T, shift: Shift): T {
  if (shift.offset === 0 && shift.line === 0) return value;
  return copy(value, shift) as T;
}

function copy(value: unknown, shift: Shift): unknown {
  if (Array.isArray(value)) return value.map((each) => copy(each, shift));
  if (typeof value !== "object" || value === null) return value;
  const made: Record<string, unknown> = {};
  for (const [key, own] of Object.entries(value)) made[key] = field(key, own, shift);
  return made;
}

interface Point {
  line: number;
  column: number;
  offset: number;
}

/** Places are `position`, the `span` of attributes and the `source` of a text's runs (`tree.ts`). */
function field(key: string, value: unknown, shift: Shift): unknown {
  if (key === "position") {
    const { start, end } = value as { start: Point; end: Point };
    return { start: point(start, shift), end: point(end, shift) };
  }
  if (key === "span") {
    const { start, end } = value as { start: number; end: number };
    return { start: start + shift.offset, end: end + shift.offset };
  }
  if (key === "runs")
    return (value as { source: number }[]).map((run) => ({ ...run, source: run.source + shift.offset }));
  return copy(value, shift);
}

function point({ line, column, offset }: Point, shift: Shift): Point {
  return { line: line + shift.line, column, offset: offset + shift.offset };
}
