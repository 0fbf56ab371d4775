import { type Change, diffSequence } from "./sequence.ts";

/** A stretch of text: in both versions, only in the later one, or only in the earlier one. */
export interface WordRun {
  kind: "same" | "inserted" | "deleted";
  text: string;
}

/** Words of a text without the white space; `gaps[i]` is the space before word i, the last one the end's. */
export interface Words {
  words: string[];
  /** UTF-16 offset of each word. */
  starts: number[];
  gaps: string[];
}

// In order: citation or label keys and TeX commands; emoji with their joiners; flags; one letter of the
// scripts that are written without spaces; numbers with their separators; words with inner apostrophes or
// hyphens; a run of one and the same sign; any single sign with its combining marks.
const wordPattern =
  /@[\p{L}\p{N}_]+(?:[-:.][\p{L}\p{N}_]+)*|\\[A-Za-z]+|\p{Extended_Pictographic}[\uFE0F\p{EMod}]*(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{EMod}]*)*|\p{RI}{2}|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]\p{M}*|\p{N}+(?:[.,]\p{N}+)*\p{L}*|\p{L}(?:[\p{L}\p{M}\p{N}]|['’_\u2010-](?=[\p{L}\p{N}]))*|([^\p{L}\p{N}\s])\1+|\S\p{M}*/gu;

/** Split a text into words and the white space between them; joined again they are the text. */
export function cutWords(text: string): Words {
  const words: string[] = [];
  const starts: number[] = [];
  const gaps: string[] = [];
  let end = 0;
  for (const match of text.matchAll(wordPattern)) {
    gaps.push(text.slice(end, match.index));
    starts.push(match.index);
    words.push(match[0]);
    end = match.index + match[0].length;
  }
  gaps.push(text.slice(end));
  return { words, starts, gaps };
}

/** Whether a token is a word a reader would count: it has a letter or a digit. */
export function isWord(token: string): boolean {
  return /[\p{L}\p{N}]/u.test(token);
}

/** How many words a reader would count. */
export function countWords(text: string): number {
  let count = 0;
  for (const match of text.matchAll(wordPattern)) if (isWord(match[0])) count++;
  return count;
}

/** The changes between two lists of words, small leftovers inside rewritten passages absorbed. */
export function changesBetweenWords(before: string[], after: string[], allowance?: number): Change[] {
  const changes = absorbLeftovers(diffSequence(before, after, allowance), before);
  const longest = Math.max(before.length, after.length);
  let kept = before.length;
  for (const change of changes) kept -= change.aEnd - change.aStart;
  // Nearly nothing in common: the scattered commas and articles that did match tell a reader nothing.
  if (longest >= 20 && kept < longest * 0.12)
    return [{ aStart: 0, aEnd: before.length, bStart: 0, bEnd: after.length }];
  return changes;
}

/** One kept word, or only signs, between two rewritten passages is noise to a reader: join the passages. */
function absorbLeftovers(changes: Change[], before: string[]): Change[] {
  const joined: Change[] = [];
  for (const change of changes) {
    const last = joined.at(-1);
    if (last !== undefined && isRewrite(last) && isRewrite(change)) {
      const between = before.slice(last.aEnd, change.aStart).filter(isWord).length;
      if (change.aStart - last.aEnd <= 3 && between <= 1) {
        last.aEnd = change.aEnd;
        last.bEnd = change.bEnd;
        continue;
      }
    }
    joined.push({ ...change });
  }
  return joined;
}

function isRewrite(change: Change): boolean {
  return change.aEnd - change.aStart >= 4 && change.bEnd - change.bStart >= 4;
}

/**
 * What changed between two texts, by words. `same` and `deleted` runs joined are `before`; `same` and
 * `inserted` runs joined are `after`. Bounded: texts with next to nothing in common come back as one
 * deleted and one inserted run.
 */
export function diffWords(before: string, after: string): WordRun[] {
  if (before === after) return before === "" ? [] : [{ kind: "same", text: before }];
  const a = cutWords(before);
  const b = cutWords(after);
  const runs = new Runs();
  let i = 0;
  let j = 0;
  const keepUntil = (end: number): void => {
    for (; i < end; i++, j++) {
      runs.gap(a.gaps[i]!, b.gaps[j]!);
      runs.add("same", a.words[i]!);
    }
  };
  for (const change of changesBetweenWords(a.words, b.words)) {
    keepUntil(change.aStart);
    const removed = textOf(a, change.aStart, change.aEnd);
    const added = textOf(b, change.bStart, change.bEnd);
    const gap = a.gaps[change.aStart]!;
    const shared = removed !== "" && added !== "" && gap === b.gaps[change.bStart] ? gap : "";
    runs.add("same", shared);
    runs.add("deleted", removed.slice(shared.length));
    runs.add("inserted", added.slice(shared.length));
    i = change.aEnd;
    j = change.bEnd;
  }
  keepUntil(a.words.length);
  runs.gap(a.gaps[i]!, b.gaps[j]!);
  return runs.list;
}

/** Text of the words [start, end), each with the white space before it. */
export function textOf(words: Words, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i++) text += words.gaps[i]! + words.words[i]!;
  return text;
}

class Runs {
  readonly list: WordRun[] = [];

  add(kind: WordRun["kind"], text: string): void {
    if (text === "") return;
    const last = this.list.at(-1);
    if (last?.kind === kind) last.text += text;
    else this.list.push({ kind, text });
  }

  gap(before: string, after: string): void {
    if (before === after) this.add("same", before);
    else {
      this.add("deleted", before);
      this.add("inserted", after);
    }
  }
}
