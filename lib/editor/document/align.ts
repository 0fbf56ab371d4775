/** Which units of an edited text are those of the opened one. */

import { diffArrays } from "diff";
import type { EditedUnit, Unit } from "./tokens.ts";

/** Differences longer than this are not looked for in detail; the text between is then written anew. */
const longestSearch = 4_000;

/** For each edited unit the index of the unit it was, or -1. Increasing. */
export function alignUnits(before: readonly Unit[], after: readonly EditedUnit[]): Int32Array {
  const match = new Int32Array(after.length).fill(-1);
  const shorter = Math.min(before.length, after.length);
  const alike = (a: number, b: number): boolean =>
    before[a]?.key === after[b]?.key && sameMarks(before[a], after[b]);
  let head = 0;
  while (head < shorter && alike(head, head)) head++;
  for (let at = 0; at < head; at++) match[at] = at;
  let tail = 0;
  while (tail < shorter - head && alike(before.length - 1 - tail, after.length - 1 - tail)) tail++;
  for (let at = 1; at <= tail; at++) match[after.length - at] = before.length - at;
  const old = words(before.slice(head, before.length - tail));
  const now = words(after.slice(head, after.length - tail));
  if (old.length === 0 || now.length === 0) return match;
  const changes = diffArrays(
    old.map((each) => each.key),
    now.map((each) => each.key),
    { maxEditLength: longestSearch },
  );
  let from = head;
  let to = head;
  const length = (list: readonly Word[], start: number, count: number): number =>
    list.slice(start, start + count).reduce((sum, each) => sum + each.length, 0);
  let i = 0;
  let j = 0;
  for (const [index, change] of (changes ?? []).entries()) {
    const count = change.value.length;
    if (change.removed) {
      const size = length(old, i, count);
      const next = changes?.[index + 1];
      if (next?.added)
        alignEnds(before, from, from + size, after, to, to + length(now, j, next.value.length), match);
      from += size;
      i += count;
    } else if (change.added) {
      to += length(now, j, count);
      j += count;
    } else {
      const size = length(old, i, count);
      for (let at = 0; at < size; at++) match[to + at] = from + at;
      from += size;
      to += size;
      i += count;
      j += count;
    }
  }
  return match;
}

/** Within words that were replaced, what begins and what ends them alike. */
function alignEnds(
  before: readonly Unit[],
  from: number,
  fromEnd: number,
  after: readonly EditedUnit[],
  to: number,
  toEnd: number,
  match: Int32Array,
): void {
  let head = 0;
  while (from + head < fromEnd && to + head < toEnd && before[from + head]?.key === after[to + head]?.key) {
    match[to + head] = from + head;
    head++;
  }
  let end = fromEnd;
  let last = toEnd;
  while (end > from + head && last > to + head && before[end - 1]?.key === after[last - 1]?.key) {
    end--;
    last--;
    match[last] = end;
  }
}

interface Word {
  key: string;
  length: number;
}

function words(units: readonly { key: string }[]): Word[] {
  const found: Word[] = [];
  let current: Word | null = null;
  for (const { key } of units) {
    if (key.length === 1 && /[\p{L}\p{N}\p{M}\p{Cs}]/u.test(key)) {
      if (current) {
        current.key += key;
        current.length++;
      } else {
        current = { key, length: 1 };
        found.push(current);
      }
    } else {
      current = null;
      found.push({ key, length: 1 });
    }
  }
  return found;
}

function sameMarks(unit: Unit | undefined, edited: EditedUnit | undefined): boolean {
  if (!unit || !edited) return false;
  const kinds = new Set(unit.stack.map((mark) => mark.key));
  if (kinds.size !== edited.marks.size) return false;
  for (const key of kinds) if (!edited.marks.has(key)) return false;
  return true;
}
