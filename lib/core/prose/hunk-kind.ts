import { changesBetweenWords, cutWords, isWord } from "./words.ts";

/**
 * What sort of change a hunk is. `typo`: letters of single words, a doubled word or punctuation; `reflow`:
 * the same words on other lines; `moved`: one end of a move; `small` and `substantial`: by number of words.
 */
export type HunkKind = "typo" | "small" | "substantial" | "new" | "removed" | "reflow" | "moved";

export interface Rewording {
  kind: "typo" | "small" | "substantial" | "reflow";
  wordsAdded: number;
  wordsRemoved: number;
}

const smallWords = 10;
const smallWordsOfLongText = 25;
const smallShare = 0.1;

/**
 * Judge a rewording. A change is only called a typo when taking it unread would do no harm: never where
 * digits, negations, markup, labels or math are touched.
 * @param spaceMatters true where line breaks and indentation carry meaning, as in code
 */
export function judgeRewording(before: string, after: string, spaceMatters = false): Rewording {
  const a = cutWords(before).words;
  const b = cutWords(after).words;
  const changes = changesBetweenWords(a, b);
  if (changes.length === 0) {
    const sameParagraphs = countBlankLines(before) === countBlankLines(after);
    return { kind: spaceMatters || !sameParagraphs ? "small" : "reflow", wordsAdded: 0, wordsRemoved: 0 };
  }
  let wordsAdded = 0;
  let wordsRemoved = 0;
  let slips = !spaceMatters;
  for (const change of changes) {
    const removed = a.slice(change.aStart, change.aEnd);
    const added = b.slice(change.bStart, change.bEnd);
    wordsRemoved += removed.filter(isWord).length;
    wordsAdded += added.filter(isWord).length;
    slips &&=
      !isInsideMarkup(a, change.aStart) && isSlip(removed, added, a[change.aStart - 1], a[change.aEnd]);
  }
  const most = Math.max(wordsAdded, wordsRemoved);
  if (slips && most <= 3 && countBlankLines(before) === countBlankLines(after))
    return { kind: "typo", wordsAdded, wordsRemoved };
  const longest = Math.max(a.length, b.length);
  const small = most <= smallWords || (most <= smallWordsOfLongText && most <= longest * smallShare);
  return { kind: small ? "small" : "substantial", wordsAdded, wordsRemoved };
}

function countBlankLines(text: string): number {
  return text.trim().match(/\n[ \t\r]*\n/g)?.length ?? 0;
}

const plainSign = /^[,.;:!?'"‘’“”()…–—-]+$/u;
const negation = /^(?:no|not|nor|none|never|neither|without|cannot|.+n['’]t)$/iu;

function isSlip(
  removed: string[],
  added: string[],
  wordBefore: string | undefined,
  wordAfter: string | undefined,
): boolean {
  if (![...removed, ...added].every((token) => plainSign.test(token) || isPlainWord(token))) return false;
  const from = removed.filter(isWord);
  const to = added.filter(isWord);
  if (from.length === 1 && to.length === 0) {
    const word = from[0]!.toLowerCase();
    return word === wordBefore?.toLowerCase() || word === wordAfter?.toLowerCase();
  }
  // "data set" for "dataset" and the reverse are slips too.
  const parts = from.length > to.length ? from : to;
  if (from.join("").toLowerCase() === to.join("").toLowerCase())
    return from.length === to.length || parts.every((part) => part.length >= 3);
  return from.length === to.length && from.every((word, i) => isMisspelling(word, to[i]!));
}

/** Whether a word stands inside code, a formula, attributes or the address of a link. */
function isInsideMarkup(tokens: string[], index: number): boolean {
  let code = false;
  let math = false;
  let braces = 0;
  let address = false;
  for (let i = 0; i < index; i++) {
    const token = tokens[i]!;
    if (token.startsWith("`")) code = !code;
    else if (token.startsWith("$")) math = !math;
    else if (token.startsWith("{")) braces++;
    else if (token.startsWith("}")) braces = Math.max(0, braces - 1);
    else if (token === "(" && tokens[i - 1] === "]") address = true;
    else if (token === ")") address = false;
  }
  return code || math || braces > 0 || address;
}

function isPlainWord(token: string): boolean {
  return /^[\p{L}\p{M}'’\u2010-]+$/u.test(token) && !negation.test(token);
}

/** One or two letters off, same first letter; short words ("now", "not") are never called a misspelling. */
function isMisspelling(from: string, to: string): boolean {
  const a = from.toLowerCase();
  const b = to.toLowerCase();
  if (a === b) return true;
  const shortest = Math.min(a.length, b.length);
  if (shortest < 4) return shortest >= 2 && isSwap(a, b);
  if (a[0] !== b[0] || Math.max(a.length, b.length) > 40) return false;
  return editDistance(a, b) <= (shortest >= 8 ? 2 : 1);
}

/** "hte" for "the": the same letters, two neighbours swapped. */
function isSwap(a: string, b: string): boolean {
  return (
    a.length === b.length && [...a].sort().join("") === [...b].sort().join("") && editDistance(a, b) === 1
  );
}

/**
 * How many letters must be added, dropped, replaced or swapped with their neighbour (optimal string
 * alignment distance). For words: time grows with the product of the lengths.
 */
export function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replace, previous[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, older[j - 2]! + 1);
      row.push(best);
    }
    older = previous;
    previous = row;
  }
  return previous[b.length]!;
}
