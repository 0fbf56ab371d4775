import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Span } from "#lib/core/text/index.ts";
import { type Alignment, align } from "./alignment.ts";
import { type HunkKind, judgeRewording } from "./hunk-kind.ts";
import { needsBetween } from "./hunk-needs.ts";
import { type Place, placesOf } from "./hunk-places.ts";
import type { Piece } from "./pieces.ts";
import { countWords } from "./words.ts";

/**
 * The smallest change a person decides on: one block, or neighbouring blocks that came or went together,
 * with the blank lines that belong to them. Hunks of one comparison never overlap, so any subset applies.
 */
export interface Hunk {
  /** Hash of the two texts and of the ordinal among hunks with the same two texts. */
  id: string;
  kind: HunkKind;
  /** Kind of the first block in it; null when only blank lines changed. */
  block: Piece["kind"] | null;
  /** UTF-16 offsets in the base; empty where something is only added. */
  baseSpan: Span;
  revisedSpan: Span;
  before: string;
  after: string;
  wordsAdded: number;
  wordsRemoved: number;
  /** The nearest heading above, without marks and attributes; null before the first. */
  section: string | null;
  /**
   * Ids of hunks that must be taken too for this one to make sense: the other end of a move, the closing
   * fence of a div, the new label that a new reference names.
   */
  needs: string[];
}

/** The changes between two versions of a chapter, in order of the base. */
export function hunksBetween(base: string, revised: string): Hunk[] {
  return base === revised ? [] : hunksOf(align(base, revised));
}

/** The hunks of an alignment already made. */
export function hunksOf(alignment: Alignment): Hunk[] {
  const { base, revised } = alignment;
  const places = placesOf(alignment);
  const ordinals = new Map<string, number>();
  const hunks = places.map((place): Hunk => {
    const before = base.source.slice(place.baseSpan.start, place.baseSpan.end);
    const after = revised.source.slice(place.revisedSpan.start, place.revisedSpan.end);
    const content = JSON.stringify([before, after]);
    const ordinal = ordinals.get(content) ?? 0;
    ordinals.set(content, ordinal + 1);
    return {
      id: bytesToHex(sha256(utf8ToBytes(`${content}${ordinal}`))).slice(0, 16),
      ...judge(place, before, after, base.list),
      block:
        (base.list[place.basePieces[0] ?? -1] ?? revised.list[place.revisedPieces[0] ?? -1])?.kind ?? null,
      baseSpan: place.baseSpan,
      revisedSpan: place.revisedSpan,
      before,
      after,
      section: sectionAbove(base.list, place.baseSpan.start),
      needs: [],
    };
  });
  const hunkOfPiece = { base: new Map<number, number>(), revised: new Map<number, number>() };
  places.forEach((place, index) => {
    for (const piece of place.basePieces) hunkOfPiece.base.set(piece, index);
    for (const piece of place.revisedPieces) hunkOfPiece.revised.set(piece, index);
  });
  for (const [needing, needed] of needsBetween(hunks, hunkOfPiece, alignment))
    hunks[needing]!.needs.push(hunks[needed]!.id);
  return hunks;
}

/**
 * The base with the accepted hunks applied and the others left as they were. All of them give the revised
 * text byte for byte, none the base. Ids that belong to no hunk change nothing.
 */
export function applyHunks(base: string, hunks: readonly Hunk[], acceptedIds: Iterable<string>): string {
  const accepted = new Set(acceptedIds);
  let text = "";
  let reached = 0;
  for (const hunk of hunks) {
    if (!accepted.has(hunk.id)) continue;
    const { start, end } = hunk.baseSpan;
    if (start < reached || base.slice(start, end) !== hunk.before)
      throw new Error(`Hunk ${hunk.id} was not made from this base.`);
    text += base.slice(reached, start) + hunk.after;
    reached = end;
  }
  return text + base.slice(reached);
}

/** The chosen ids and, step by step, all that they need. */
export function withNeeds(hunks: readonly Hunk[], chosenIds: Iterable<string>): string[] {
  const byId = new Map(hunks.map((hunk) => [hunk.id, hunk]));
  const all = new Set<string>();
  const waiting = [...chosenIds];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const hunk = byId.get(id);
    if (hunk === undefined || all.has(id)) continue;
    all.add(id);
    waiting.push(...hunk.needs);
  }
  return hunks.filter((hunk) => all.has(hunk.id)).map((hunk) => hunk.id);
}

/** Kinds of block in which another line break is only another line break. */
const flowing = new Set<Piece["kind"]>(["paragraph", "heading", "quote", "footnote", "divOpen", "divClose"]);

function judge(place: Place, before: string, after: string, list: Piece[]) {
  if (place.moved) return { kind: "moved" as const, wordsAdded: 0, wordsRemoved: 0 };
  const [only] = place.basePieces;
  if (place.reworded)
    return judgeRewording(before, after, only !== undefined && !flowing.has(list[only]!.kind));
  if (place.basePieces.length === 0 && place.revisedPieces.length === 0)
    return { kind: "reflow" as const, wordsAdded: 0, wordsRemoved: 0 };
  const counts = { wordsAdded: countWords(after), wordsRemoved: countWords(before) };
  if (place.basePieces.length === 0) return { kind: "new" as const, ...counts };
  if (place.revisedPieces.length === 0) return { kind: "removed" as const, ...counts };
  return judgeRewording(before, after);
}

function sectionAbove(list: Piece[], offset: number): string | null {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0; i--) {
    const { kind, text } = list[i]!;
    if (kind !== "heading") continue;
    const first = text
      .split("\n", 1)[0]!
      .replace(/^\s*#+\s*/, "")
      .trim();
    const brace = first.endsWith("}") ? first.lastIndexOf("{") : -1;
    return (brace > 0 ? first.slice(0, brace) : first).trim();
  }
  return null;
}
