/** Which nodes of an edited document are those of the opened one. */

import type { Node as ProseNode } from "@tiptap/pm/model";
import { diffArrays } from "diff";

/** A stretch of children that changed: `before[a…b)` became `after[c…d)`. */
export interface Region {
  a: number;
  b: number;
  c: number;
  d: number;
}

/** The stretches in which two lists of nodes differ. Nodes are compared by identity first, then by content. */
export function changedRegions(before: readonly ProseNode[], after: readonly ProseNode[]): Region[] {
  const whole = { a: 0, b: before.length, c: 0, d: after.length };
  const { a, b, c, d } = withoutEnds(before, after, whole);
  const regions: Region[] = [];
  let open = { a, c };
  const end = { before: b, after: d };
  for (const anchor of [...sameObjects(before, after, { a, b, c, d }), end]) {
    const between = { ...open, b: anchor.before, d: anchor.after };
    regions.push(...differences(before, after, withoutEnds(before, after, between)));
    open = { a: anchor.before + 1, c: anchor.after + 1 };
  }
  return regions;
}

function alike(one: ProseNode | undefined, two: ProseNode | undefined): boolean {
  return one !== undefined && two !== undefined && (one === two || one.eq(two));
}

/** A stretch less what is the same at its ends. */
function withoutEnds(before: readonly ProseNode[], after: readonly ProseNode[], region: Region): Region {
  let { a, b, c, d } = region;
  while (a < b && c < d && alike(before[a], after[c])) {
    a++;
    c++;
  }
  while (a < b && c < d && alike(before[b - 1], after[d - 1])) {
    b--;
    d--;
  }
  return { a, b, c, d };
}

interface Anchor {
  before: number;
  after: number;
}

/** The most nodes of a stretch that are still the very objects, in the same order (longest increasing run). */
function sameObjects(before: readonly ProseNode[], after: readonly ProseNode[], region: Region): Anchor[] {
  const places = new Map<ProseNode, number>();
  for (let at = region.b - 1; at >= region.a; at--) places.set(before[at] as ProseNode, at);
  const found: (Anchor & { previous: number })[] = [];
  /** By length of run, the pair that ends it earliest. */
  const ends: number[] = [];
  for (let at = region.c; at < region.d; at++) {
    const place = places.get(after[at] as ProseNode);
    if (place === undefined) continue;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((found[ends[middle] ?? 0]?.before ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    found.push({ before: place, after: at, previous: ends[low - 1] ?? -1 });
    ends[low] = found.length - 1;
  }
  const run: Anchor[] = [];
  for (let at = ends[ends.length - 1] ?? -1; at !== -1; at = found[at]?.previous ?? -1)
    run.push(found[at] as Anchor);
  return run.reverse();
}

/** The stretches that differ within one, by content. */
function differences(
  before: readonly ProseNode[],
  after: readonly ProseNode[],
  { a, b, c, d }: Region,
): Region[] {
  if (a === b && c === d) return [];
  if (b - a <= 1 || d - c <= 1) return [{ a, b, c, d }];
  const changes = diffArrays(before.slice(a, b), after.slice(c, d), {
    comparator: alike,
    maxEditLength: 2_000,
  });
  if (!changes) return [{ a, b, c, d }];
  const regions: Region[] = [];
  let i = a;
  let j = c;
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

/** Whether two nodes of one type have the same attributes. */
export function sameAttributes(a: ProseNode, b: ProseNode): boolean {
  return Object.keys(a.attrs).every((key) => JSON.stringify(a.attrs[key]) === JSON.stringify(b.attrs[key]));
}
