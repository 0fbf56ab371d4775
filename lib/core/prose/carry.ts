import type { Span } from "#lib/core/text/index.ts";
import { type Alignment, align, type Link } from "./alignment.ts";
import { type Anchor, anchorIn, pieceAt } from "./anchor.ts";
import { type Change, diffSequence } from "./sequence.ts";
import { cutWords, isWord, type Words } from "./words.ts";

/**
 * What became of anchored words in a later version. `kept`: the same words in their place; `moved`: the
 * same words, the block stands elsewhere; `changed`: other words stand in their place, and the anchor is on
 * those; `gone`: nothing stands in their place.
 */
export type Carried =
  | { state: "kept" | "moved" | "changed"; anchor: Anchor }
  | { state: "gone"; anchor?: undefined };

/**
 * Carry an anchor from the version it was made on to a later one, by the difference between the two.
 * Words are never looked for by likeness: what the difference does not keep is changed or gone. An anchor
 * whose quote does not stand in `from` is gone.
 */
export function carryAnchor(anchor: Anchor, from: string, to: string): Carried {
  return carryAnchors([anchor], from, to)[0]!;
}

/** Carry many anchors; the versions are compared once. Answers come in the order of the anchors. */
export function carryAnchors(anchors: readonly Anchor[], from: string, to: string): Carried[] {
  if (from === to)
    return anchors.map((anchor) => (standsIn(anchor, from) ? { state: "kept", anchor } : { state: "gone" }));
  const carrier = new Carrier(align(from, to));
  return anchors.map((anchor) => (standsIn(anchor, from) ? carrier.carry(anchor) : { state: "gone" }));
}

/** White space does not count: lines may be wrapped anew. */
function flat(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function standsIn(anchor: Anchor, source: string): boolean {
  return anchor.start < anchor.end && source.slice(anchor.start, anchor.end) === anchor.quote;
}

/** Two versions of one reworded piece, compared by words. */
interface WordMap {
  base: Words;
  revised: Words;
  changes: Change[];
}

/** A range in the revised text, and whether the words in it are the very same ones. */
interface Place {
  span: Span;
  same: boolean;
  link: Link;
}

class Carrier {
  private readonly alignment: Alignment;
  private readonly linkOf = new Map<number, Link>();
  private readonly wordMaps = new Map<Link, WordMap>();

  constructor(alignment: Alignment) {
    this.alignment = alignment;
    for (const link of [...alignment.inOrder, ...alignment.moved]) this.linkOf.set(link.base, link);
  }

  carry(anchor: Anchor): Carried {
    const { base, revised } = this.alignment;
    const first = Math.max(pieceAt(base, anchor.start), 0);
    const last = Math.max(pieceAt(base, anchor.end - 1), 0);
    const places: (Place | null)[] = [];
    for (let index = first; index <= last; index++) {
      const piece = base.list[index];
      if (piece === undefined) return { state: "gone" };
      const start = Math.max(anchor.start, piece.start);
      const end = Math.min(anchor.end, piece.end);
      if (start < end) places.push(this.placeOf(index, start - piece.start, end - piece.start));
    }
    const found = places.filter((place) => place !== null);
    if (found.length === 0) return { state: "gone" };
    const inOrder = found.every(
      (place, k) => k === 0 || place.link.revised === found[k - 1]!.link.revised + 1,
    );
    const whole = found.length === places.length && inOrder;
    // Of words that parted company, follow the first block's.
    const span = whole ? { start: found[0]!.span.start, end: found.at(-1)!.span.end } : found[0]!.span;
    if (span.start === span.end) return { state: "gone" };
    const carried = anchorIn(revised, span);
    const same = whole && found.every((place) => place.same) && flat(carried.quote) === flat(anchor.quote);
    if (!same) return { state: "changed", anchor: carried };
    const away = found.some(
      (place) => place.link.relation === "moved" || place.link.relation === "movedChanged",
    );
    return { state: away ? "moved" : "kept", anchor: carried };
  }

  /** Where the range [start, end) of a base piece stands in the revised text; null when its block is gone. */
  private placeOf(index: number, start: number, end: number): Place | null {
    const link = this.linkOf.get(index);
    if (link === undefined) return null;
    const offset = this.alignment.revised.list[link.revised]!.start;
    if (link.relation === "same" || link.relation === "moved")
      return { span: { start: offset + start, end: offset + end }, same: true, link };
    const { span, same } = mapRange(this.wordMap(link), start, end);
    return { span: { start: offset + span.start, end: offset + span.end }, same, link };
  }

  private wordMap(link: Link): WordMap {
    let map = this.wordMaps.get(link);
    if (map === undefined) {
      const base = cutWords(this.alignment.base.list[link.base]!.text);
      const revised = cutWords(this.alignment.revised.list[link.revised]!.text);
      map = { base, revised, changes: diffSequence(base.words, revised.words) };
      this.wordMaps.set(link, map);
    }
    return map;
  }
}

function mapRange(map: WordMap, start: number, end: number): { span: Span; same: boolean } {
  const { base, revised, changes } = map;
  const first = firstEndingAfter(base, start);
  const last = Math.max(firstEndingAfter(base, end - 1), first);
  const lastWord = base.starts[last] !== undefined && base.starts[last]! < end ? last : last - 1;
  let shift = 0;
  let from = 0;
  let until = base.words.length;
  let touched = false;
  for (const change of changes) {
    if (change.aEnd <= first) {
      shift = change.bEnd - change.aEnd;
      from = change.aEnd;
    } else if (change.aStart > lastWord) {
      until = change.aStart;
      break;
    } else touched = true;
  }
  if (!touched && lastWord >= first && isSafe(map, first, lastWord, from, until)) {
    const startWord = first + shift;
    const endWord = lastWord + shift;
    return {
      span: {
        start: revised.starts[startWord]! + Math.max(0, start - base.starts[first]!),
        end: revised.starts[endWord]! + Math.min(base.words[lastWord]!.length, end - base.starts[lastWord]!),
      },
      same: true,
    };
  }
  return { span: replacedRange(map, first, lastWord), same: false };
}

/**
 * A short run of words that was kept alone between two changes may be another occurrence of the same words;
 * it only counts as the same when it is the only one on both sides.
 */
function isSafe(
  { base, revised }: WordMap,
  first: number,
  last: number,
  from: number,
  until: number,
): boolean {
  const context = base.words.slice(from, until).filter(isWord).length;
  if (context >= 3 || (from === 0 && until === base.words.length)) return true;
  const run = base.words.slice(first, last + 1);
  return occurrences(base.words, run) === 1 && occurrences(revised.words, run) === 1;
}

function occurrences(words: string[], run: string[]): number {
  let count = 0;
  for (let i = 0; i + run.length <= words.length; i++)
    if (run.every((word, k) => words[i + k] === word)) count++;
  return count;
}

/** What stands in the revised text where the words first to last stood. */
function replacedRange({ base, revised, changes }: WordMap, first: number, last: number): Span {
  let startWord = -1;
  let endWord = -1;
  let reached = 0;
  let shift = 0;
  const end: Change = {
    aStart: base.words.length,
    aEnd: base.words.length,
    bStart: revised.words.length,
    bEnd: revised.words.length,
  };
  for (const change of [...changes, end]) {
    if (startWord < 0 && first < change.aStart) startWord = first + shift;
    if (startWord < 0 && first < change.aEnd) startWord = change.bStart;
    if (reached <= last && last < change.aStart) endWord = last + shift + 1;
    if (change.aStart <= last && last < change.aEnd) endWord = change.bEnd;
    shift = change.bEnd - change.aEnd;
    reached = change.aEnd;
  }
  const start = revised.starts[startWord];
  if (start === undefined || endWord <= startWord) return { start: 0, end: 0 };
  return { start, end: revised.starts[endWord - 1]! + revised.words[endWord - 1]!.length };
}

/** Index of the first word that ends after an offset. */
function firstEndingAfter(words: Words, offset: number): number {
  let low = 0;
  let high = words.words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words.starts[middle]! + words.words[middle]!.length <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
