/** Which units and which nodes of an edited document are those of the opened one. */

import type { Node as ProseNode } from "@tiptap/pm/model";
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

/** A stretch of children that changed: `before[a…b)` became `after[c…d)`. */
export interface Region {
  a: number;
  b: number;
  c: number;
  d: number;
}

/** The stretches in which two lists of nodes differ. Nodes are compared by identity first, then by content. */
export function changedRegions(before: readonly ProseNode[], after: readonly ProseNode[]): Region[] {
  const alike = (a: ProseNode | undefined, b: ProseNode | undefined): boolean =>
    a !== undefined && b !== undefined && (a === b || a.eq(b));
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && alike(before[head], after[head])) head++;
  let tail = 0;
  while (tail < shorter - head && alike(before[before.length - 1 - tail], after[after.length - 1 - tail]))
    tail++;
  const b = before.length - tail;
  const d = after.length - tail;
  if (head === b && head === d) return [];
  if (b - head <= 1 || d - head <= 1) return [{ a: head, b, c: head, d }];
  const changes = diffArrays(before.slice(head, b), after.slice(head, d), {
    comparator: alike,
    maxEditLength: 2_000,
  });
  if (!changes) return [{ a: head, b, c: head, d }];
  const regions: Region[] = [];
  let i = head;
  let j = head;
  let open: Region | null = null;
  for (const change of changes) {
    const count = change.value.length;
    if (!change.added && !change.removed) {
      i += count;
      j += count;
      open = null;
      continue;
    }
    if (!open) {
      open = { a: i, b: i, c: j, d: j };
      regions.push(open);
    }
    if (change.removed) i += count;
    else j += count;
    open.b = i;
    open.d = j;
  }
  return regions;
}

/** Pairs of nodes of a region that are the same thing changed, in order: `[index before, index after]`. */
export function pairNodes(before: readonly ProseNode[], after: readonly ProseNode[]): [number, number][] {
  if (before.length * after.length > 10_000) {
    const pairs: [number, number][] = [];
    for (let at = 0; at < Math.min(before.length, after.length); at++)
      if (before[at]?.type === after[at]?.type) pairs.push([at, at]);
    return pairs;
  }
  // Longest common subsequence weighted by likeness.
  const width = after.length + 1;
  const best = new Float64Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const like = likeness(before[i] as ProseNode, after[j] as ProseNode);
      const paired = like > 0 ? like + (best[(i + 1) * width + j + 1] ?? 0) : 0;
      best[i * width + j] = Math.max(paired, best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = [];
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    const here = best[i * width + j] ?? 0;
    const like = likeness(before[i] as ProseNode, after[j] as ProseNode);
    if (like > 0 && here === like + (best[(i + 1) * width + j + 1] ?? 0)) pairs.push([i++, j++]);
    else if (here === best[(i + 1) * width + j]) i++;
    else j++;
  }
  return pairs;
}

/** How much of two nodes is the same, from 0 (another thing) to 2. */
function likeness(a: ProseNode, b: ProseNode): number {
  if (a.type !== b.type) return 0;
  if (a === b) return 2;
  // What begins a container says most about which one it is.
  if (!a.isTextblock && a.firstChild && b.firstChild && a.firstChild.eq(b.firstChild)) return 1.95;
  const one = a.textContent.slice(0, 2_000);
  const two = b.textContent.slice(0, 2_000);
  const longer = Math.max(one.length, two.length);
  if (longer === 0) return 1.5;
  let head = 0;
  while (head < one.length && one[head] === two[head]) head++;
  let tail = 0;
  while (
    tail < Math.min(one.length, two.length) - head &&
    one[one.length - 1 - tail] === two[two.length - 1 - tail]
  )
    tail++;
  return 1 + (head + tail) / longer;
}
