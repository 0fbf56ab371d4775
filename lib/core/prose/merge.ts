import type { Span } from "#lib/core/text/index.ts";
import { type Hunk, hunksBetween } from "./hunk.ts";
import { carryIntoMoves } from "./merge-moves.ts";
import { mergeByWord, partsOf } from "./merge-words.ts";
import { diffSequence } from "./sequence.ts";

/** A passage that both sides changed, each in its own way. All three wordings are kept as data. */
export interface Conflict {
  base: string;
  ours: string;
  theirs: string;
  baseSpan: Span;
  /** Where the base's wording stands in the merged text, waiting for a decision. */
  span: Span;
}

/** What came of a merge: conflicts stand in `text` with the base's wording, never with marks. */
export interface Merge {
  text: string;
  conflicts: Conflict[];
}

/**
 * Three-way merge: by block, then by line and by word where both sides changed one block. The same change
 * on both sides is taken once; an edit inside a passage that the other side moved goes with the passage.
 */
export function mergeByBlock(base: string, ours: string, theirs: string): Merge {
  if (ours === theirs || theirs === base) return { text: ours, conflicts: [] };
  if (ours === base) return { text: theirs, conflicts: [] };
  const merged = mergeHunks(base, ...carryIntoMoves(hunksBetween(base, ours), hunksBetween(base, theirs)));
  if (merged.conflicts.length === 0) return merged;
  // Lines alone sometimes fall apart where blocks do not, as inside lists and code.
  const byLine = mergeLines(base, ours, theirs, false);
  return byLine.conflicts.length === 0 ? byLine : merged;
}

/** The merged text with each conflict decided by a wording the person chose, in the order of conflicts. */
export function settleConflicts(merge: Merge, wordings: readonly string[]): string {
  if (wordings.length !== merge.conflicts.length)
    throw new Error(`${merge.conflicts.length} conflicts need as many wordings, not ${wordings.length}.`);
  let text = "";
  let reached = 0;
  merge.conflicts.forEach(({ span }, index) => {
    text += merge.text.slice(reached, span.start) + wordings[index]!;
    reached = span.end;
  });
  return text + merge.text.slice(reached);
}

/** Blocks whose text is words; in the others (code, math, raw) only whole lines are merged. */
const wordy = new Set<Hunk["block"]>([
  "paragraph",
  "heading",
  "list",
  "quote",
  "table",
  "footnote",
  "definitionList",
  "lineBlock",
]);

function mergeHunks(base: string, ours: Hunk[], theirs: Hunk[]): Merge {
  const out = new Merged();
  let reached = 0;
  let i = 0;
  let j = 0;
  while (i < ours.length || j < theirs.length) {
    const start = Math.min(ours[i]?.baseSpan.start ?? base.length, theirs[j]?.baseSpan.start ?? base.length);
    const fromI = i;
    const fromJ = j;
    // A cluster begins with one hunk and takes in whatever overlaps it, from either side.
    let end = start;
    const first = sooner(ours[i], theirs[j]);
    if (first === ours[i]) i++;
    else j++;
    end = first.baseSpan.end;
    for (let grown = true; grown; ) {
      grown = false;
      for (
        let h = ours[i];
        h !== undefined && overlaps(h, start, end, theirs.slice(fromJ, j));
        h = ours[++i]
      ) {
        end = Math.max(end, h.baseSpan.end);
        grown = true;
      }
      for (
        let h = theirs[j];
        h !== undefined && overlaps(h, start, end, ours.slice(fromI, i));
        h = theirs[++j]
      ) {
        end = Math.max(end, h.baseSpan.end);
        grown = true;
      }
    }
    out.add(base.slice(reached, start));
    reached = end;
    const mine = ours.slice(fromI, i);
    const other = theirs.slice(fromJ, j);
    const ourText = applied(base, { start, end }, mine);
    const theirText = applied(base, { start, end }, other);
    if (other.length === 0 || ourText === theirText) out.add(ourText);
    else if (mine.length === 0) out.add(theirText);
    else {
      const byWord = [...mine, ...other].every((hunk) => wordy.has(hunk.block));
      out.append(mergeLines(base.slice(start, end), ourText, theirText, byWord), start);
    }
  }
  out.add(base.slice(reached));
  return out.result();
}

function sooner(a: Hunk | undefined, b: Hunk | undefined): Hunk {
  if (a === undefined) return b!;
  if (b === undefined) return a;
  const order = a.baseSpan.start - b.baseSpan.start || a.baseSpan.end - b.baseSpan.end;
  return order <= 0 ? a : b;
}

/** Whether a hunk reaches into [start, end), or adds something at the very place where the other side does. */
function overlaps(hunk: Hunk, start: number, end: number, others: Hunk[]): boolean {
  const { baseSpan } = hunk;
  if (baseSpan.start < end && baseSpan.end > start) return true;
  const empty = (span: Span): boolean => span.start === span.end;
  if (baseSpan.start > start && baseSpan.start < end) return true;
  return (
    empty(baseSpan) &&
    others.some((other) => empty(other.baseSpan) && other.baseSpan.start === baseSpan.start)
  );
}

function applied(base: string, span: Span, hunks: Hunk[]): string {
  let text = "";
  let reached = span.start;
  for (const hunk of hunks) {
    text += base.slice(reached, hunk.baseSpan.start) + hunk.after;
    reached = hunk.baseSpan.end;
  }
  return text + base.slice(reached, span.end);
}

function mergeLines(base: string, ours: string, theirs: string, byWord: boolean): Merge {
  const b = linesOf(base);
  const o = linesOf(ours);
  const t = linesOf(theirs);
  const out = new Merged();
  let at = 0;
  for (const part of partsOf(b.length, diffSequence(b, o), diffSequence(b, t))) {
    const fromBase = b.slice(...part.base).join("");
    const fromOurs = o.slice(...part.ours).join("");
    const fromTheirs = t.slice(...part.theirs).join("");
    if (part.by !== "both") out.add(part.by === "theirs" ? fromTheirs : fromOurs);
    else {
      const merged =
        fromOurs === fromTheirs ? fromOurs : byWord ? mergeByWord(fromBase, fromOurs, fromTheirs) : null;
      if (merged === null) out.conflict(fromBase, fromOurs, fromTheirs, at);
      else out.add(merged);
    }
    at += fromBase.length;
  }
  return out.result();
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

class Merged {
  private text = "";
  private readonly conflicts: Conflict[] = [];

  result(): Merge {
    return { text: this.text, conflicts: this.conflicts };
  }

  add(text: string): void {
    this.text += text;
  }

  conflict(base: string, ours: string, theirs: string, baseStart: number): void {
    const span = { start: this.text.length, end: this.text.length + base.length };
    this.conflicts.push({
      base,
      ours,
      theirs,
      baseSpan: { start: baseStart, end: baseStart + base.length },
      span,
    });
    this.text += base;
  }

  /** Take in the merge of a part of the base that begins at `baseStart`. */
  append(merge: Merge, baseStart: number): void {
    const by = this.text.length;
    this.text += merge.text;
    for (const conflict of merge.conflicts)
      this.conflicts.push({
        ...conflict,
        baseSpan: shifted(conflict.baseSpan, baseStart),
        span: shifted(conflict.span, by),
      });
  }
}

function shifted(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}
