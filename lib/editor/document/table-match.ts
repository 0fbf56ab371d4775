/** Which rows, columns and cells of an edited table are those of the opened one, however they were moved. */
import type { Fragment, Node as ProseNode } from "@tiptap/pm/model";

/** Where a cell stands. */
export interface CellPlace {
  row: number;
  column: number;
  node: ProseNode;
}

export interface TableMatch {
  /** For each row and column of the edited table the one it was, null for new ones. */
  rows: (number | null)[];
  columns: (number | null)[];
}

interface Size {
  rows: number;
  columns: number;
}

/** Match by what cells hold: first by the very objects, then by what they say. */
export function matchTable(
  before: readonly CellPlace[],
  after: readonly CellPlace[],
  was: Size,
  now: Size,
): TableMatch {
  const pairs = alike(before, after);
  const rowVotes = pairs.map(({ from, to, weight }): Vote => [from.row, to.row, weight]);
  const columnVotes = pairs.map(({ from, to, weight }): Vote => [from.column, to.column, weight]);
  const rows = assign(rowVotes, was.rows, now.rows);
  const columns = assign(columnVotes, was.columns, now.columns);
  return { rows, columns };
}

/** Where a row (or column) was, where it is, and how sure that is. */
type Vote = readonly [from: number, to: number, weight: number];

interface Pair {
  from: CellPlace;
  to: CellPlace;
  weight: number;
}

function alike(before: readonly CellPlace[], after: readonly CellPlace[]): Pair[] {
  const objects = new Map<Fragment, CellPlace>();
  const words = new Map<string, { count: number; left: CellPlace[] }>();
  const key = (node: ProseNode): string => JSON.stringify(node.content);
  for (const place of before) {
    if (saysNothing(place.node)) continue;
    objects.set(place.node.content, place);
  }
  const pairs: Pair[] = [];
  const rest: CellPlace[] = [];
  const met = new Set<CellPlace>();
  for (const place of after) {
    if (saysNothing(place.node)) continue;
    const same = objects.get(place.node.content);
    if (same && !met.has(same)) {
      met.add(same);
      pairs.push({ from: same, to: place, weight: 1 });
    } else rest.push(place);
  }
  if (rest.length === 0) return pairs;
  for (const place of before.toReversed()) {
    if (met.has(place) || saysNothing(place.node)) continue;
    const own = key(place.node);
    const known = words.get(own) ?? { count: 0, left: [] };
    words.set(own, known);
    known.left.push(place);
    known.count++;
  }
  for (const place of rest) {
    const known = words.get(key(place.node));
    const same = known?.left.pop();
    // Words that many cells say tell little of which one it is.
    if (known && same) pairs.push({ from: same, to: place, weight: 1 / (known.count * known.count) });
  }
  return pairs;
}

function saysNothing(node: ProseNode): boolean {
  return (
    node.content.size === 0 ||
    (node.childCount === 1 && node.firstChild?.isTextblock === true && node.firstChild.content.size === 0)
  );
}

/** Give each row (or column) the one most of its cells come from; those between two neighbours take what is left there. */
function assign(votes: readonly Vote[], was: number, now: number): (number | null)[] {
  const counts = new Map<string, number>();
  for (const [from, to, weight] of votes)
    counts.set(`${from} ${to}`, (counts.get(`${from} ${to}`) ?? 0) + weight);
  const ranked = [...counts]
    .map(([key, count]) => ({ count, from: Number(key.split(" ")[0]), to: Number(key.split(" ")[1]) }))
    .sort((a, b) => b.count - a.count || Math.abs(a.from - a.to) - Math.abs(b.from - b.to) || a.to - b.to);
  const assigned = new Array<number | null>(now).fill(null);
  const taken = new Set<number>();
  for (const { from, to } of ranked) {
    if (assigned[to] !== null || taken.has(from)) continue;
    assigned[to] = from;
    taken.add(from);
  }
  // Where as many are left before as after between two that are known, they are the same, changed.
  for (let at = 0; at < now; at++) {
    if (assigned[at] !== null) continue;
    let end = at;
    while (end < now && assigned[end] === null) end++;
    const low = at === 0 ? -1 : (assigned[at - 1] ?? -1);
    const high = end === now ? was : (assigned[end] ?? was);
    const free = Array.from({ length: Math.max(0, high - low - 1) }, (_, index) => low + 1 + index);
    if (free.length === end - at && free.every((index) => !taken.has(index)))
      for (const [index, from] of free.entries()) {
        assigned[at + index] = from;
        taken.add(from);
      }
    at = end;
  }
  return assigned;
}

/** Where the cells of a table stand; those that go across rows or columns cover the places there. */
export function cellPlaces(table: ProseNode): {
  cells: (CellPlace & { rowSpan: number; columnSpan: number })[];
  size: Size;
} {
  const cells: (CellPlace & { rowSpan: number; columnSpan: number })[] = [];
  const covered = new Set<string>();
  let columns = 0;
  for (const [row, { children }] of table.children.entries()) {
    let column = 0;
    for (const node of children) {
      while (covered.has(`${row} ${column}`)) column++;
      const rowSpan = Math.max(1, Math.min(Number(node.attrs.rowspan) || 1, table.childCount - row));
      const columnSpan = Math.max(1, Number(node.attrs.colspan) || 1);
      for (let below = row; below < row + rowSpan; below++)
        for (let beside = column; beside < column + columnSpan; beside++) covered.add(`${below} ${beside}`);
      cells.push({ row, column, rowSpan, columnSpan, node });
      column += columnSpan;
      columns = Math.max(columns, column);
    }
  }
  return { cells, size: { rows: table.childCount, columns } };
}
