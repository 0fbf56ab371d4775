import type { Change } from "./sequence.ts";
import { changesBetweenWords, cutWords, isWord, textOf, type Words } from "./words.ts";

/** Part of a three-way comparison: ranges of all three sequences and who changed it. */
export interface Part {
  base: [number, number];
  ours: [number, number];
  theirs: [number, number];
  by: "nobody" | "ours" | "theirs" | "both";
}

/**
 * Cut three sequences into parts by the changes of either side against the base (diff3). Changes of both
 * sides that overlap or touch are one part by "both".
 */
export function partsOf(length: number, ours: Change[], theirs: Change[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  let shiftOurs = 0;
  let shiftTheirs = 0;
  let i = 0;
  let j = 0;
  const keepUntil = (end: number): void => {
    if (end > at)
      parts.push({
        base: [at, end],
        ours: [at + shiftOurs, end + shiftOurs],
        theirs: [at + shiftTheirs, end + shiftTheirs],
        by: "nobody",
      });
    at = end;
  };
  while (i < ours.length || j < theirs.length) {
    const start = Math.min(ours[i]?.aStart ?? length, theirs[j]?.aStart ?? length);
    keepUntil(start);
    let end = start;
    let byOurs = false;
    let byTheirs = false;
    const beforeOurs = shiftOurs;
    const beforeTheirs = shiftTheirs;
    for (let grown = true; grown; ) {
      grown = false;
      for (let c = ours[i]; c !== undefined && c.aStart <= end; c = ours[++i]) {
        end = Math.max(end, c.aEnd);
        shiftOurs = c.bEnd - c.aEnd;
        byOurs = true;
        grown = true;
      }
      for (let c = theirs[j]; c !== undefined && c.aStart <= end; c = theirs[++j]) {
        end = Math.max(end, c.aEnd);
        shiftTheirs = c.bEnd - c.aEnd;
        byTheirs = true;
        grown = true;
      }
    }
    parts.push({
      base: [start, end],
      ours: [start + beforeOurs, end + shiftOurs],
      theirs: [start + beforeTheirs, end + shiftTheirs],
      by: byOurs ? (byTheirs ? "both" : "ours") : "theirs",
    });
    at = end;
  }
  keepUntil(length);
  return parts;
}

/** Below this share of base words that one side kept, its text is a rewrite and merging by words is a gamble. */
const keptShare = 0.5;

/**
 * Merge two rewordings of one passage word by word; null when they overlap: when no word that both kept
 * stands between a change of one side and a change of the other.
 */
export function mergeByWord(base: string, ours: string, theirs: string): string | null {
  const b = cutWords(base);
  const o = cutWords(ours);
  const t = cutWords(theirs);
  const byOurs = changesBetweenWords(b.words, o.words);
  const byTheirs = changesBetweenWords(b.words, t.words);
  for (const changes of [byOurs, byTheirs]) {
    const lost = changes.reduce((sum, change) => sum + change.aEnd - change.aStart, 0);
    if (lost > b.words.length * (1 - keptShare)) return null;
  }
  const parts = partsOf(b.words.length, byOurs, byTheirs);
  let text = "";
  let lastBy: Part["by"] = "nobody";
  let wordsSince = 0;
  for (const part of parts) {
    if (part.by === "nobody") {
      for (let k = 0; k < part.base[1] - part.base[0]; k++) {
        const gap = mergeGap(
          b.gaps[part.base[0] + k]!,
          o.gaps[part.ours[0] + k]!,
          t.gaps[part.theirs[0] + k]!,
        );
        if (gap === null) return null;
        text += gap + b.words[part.base[0] + k]!;
      }
      wordsSince += b.words.slice(...part.base).filter(isWord).length;
      continue;
    }
    const fromOurs = textOf(o, ...part.ours);
    const fromTheirs = textOf(t, ...part.theirs);
    if (part.by === "both") {
      if (fromOurs !== fromTheirs) return null;
      text += fromOurs;
    } else {
      if (lastBy !== "nobody" && lastBy !== "both" && lastBy !== part.by && wordsSince === 0) return null;
      const [other, range] = part.by === "ours" ? [t, part.theirs] : [o, part.ours];
      if (parted(b, part.base) !== parted(other, range)) return null;
      text += part.by === "ours" ? fromOurs : fromTheirs;
    }
    lastBy = part.by;
    wordsSince = 0;
  }
  const last = mergeGap(b.gaps.at(-1)!, o.gaps.at(-1)!, t.gaps.at(-1)!);
  return last === null ? null : text + last;
}

function mergeGap(base: string, ours: string, theirs: string): string | null {
  if (ours === theirs || theirs === base) return ours;
  if (ours === base) return theirs;
  // Both sides wrapped the same lines differently: either will do, unless lines are indented or parted.
  const plain = [base, ours, theirs].every((gap) => /^(?: ?|\r?\n)$/.test(gap));
  return plain && ours !== "" && theirs !== "" ? ours : null;
}

/** Blank lines inside a range; a split or a join of paragraphs must not be lost with the words around it. */
function parted(words: Words, [start, end]: [number, number]): number {
  let count = 0;
  for (let i = start; i < end; i++) if (/\n[ \t\r]*\n/.test(words.gaps[i]!)) count++;
  return count;
}
