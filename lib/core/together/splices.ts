import { diffArrays } from "diff";

/** `remove` characters at `at` (an offset of the text before) become `insert`. */
export interface Splice {
  at: number;
  remove: number;
  insert: string;
}

/** Differences longer than this, in words, are not looked for in detail. */
const longestSearch = 1_000;
const stretch = 4_096;

/**
 * The splices that lead from one text to another: small ones, in order, that do not touch each other. Words that stayed
 * are left alone, and of words that changed only what is not the same at their ends is replaced.
 */
export function splicesBetween(before: string, after: string): Splice[] {
  if (before === after) return [];
  const whole = trimmed(before, 0, before.length, after, 0, after.length);
  const old = words(before.slice(whole.from, whole.end));
  const now = words(after.slice(whole.to, whole.last));
  const changes =
    old.length > 1 && now.length > 1 ? diffArrays(old, now, { maxEditLength: longestSearch }) : undefined;
  if (!changes) return [spliceOf(after, whole)];
  const splices: Splice[] = [];
  let { from, to } = whole;
  let open = { from, to };
  const close = (): void => {
    if (open.from === from && open.to === to) return;
    const part = trimmed(before, open.from, from, after, open.to, to);
    if (part.from < part.end || part.to < part.last) splices.push(spliceOf(after, part));
  };
  for (const { added, removed, value } of changes) {
    const length = value.reduce((sum, word) => sum + word.length, 0);
    if (!added && !removed) {
      close();
      from += length;
      to += length;
      open = { from, to };
    } else if (removed) from += length;
    else to += length;
  }
  close();
  return splices;
}

/** The text with the splices made. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let out = "";
  let at = 0;
  for (const splice of splices) {
    out += text.slice(at, splice.at) + splice.insert;
    at = splice.at + splice.remove;
  }
  return out + text.slice(at);
}

interface Part {
  from: number;
  end: number;
  to: number;
  last: number;
}

function spliceOf(after: string, { from, end, to, last }: Part): Splice {
  return { at: from, remove: end - from, insert: after.slice(to, last) };
}

/** Two stretches without what is the same at their ends. */
function trimmed(before: string, from: number, end: number, after: string, to: number, last: number): Part {
  let head = 0;
  const shorter = Math.min(end - from, last - to);
  while (
    head + stretch <= shorter &&
    before.slice(from + head, from + head + stretch) === after.slice(to + head, to + head + stretch)
  )
    head += stretch;
  while (head < shorter && before.charCodeAt(from + head) === after.charCodeAt(to + head)) head++;
  if (head > 0 && (cuts(before, from + head) || cuts(after, to + head))) head--;
  let tail = 0;
  const rest = shorter - head;
  while (
    tail + stretch <= rest &&
    before.slice(end - tail - stretch, end - tail) === after.slice(last - tail - stretch, last - tail)
  )
    tail += stretch;
  while (tail < rest && before.charCodeAt(end - 1 - tail) === after.charCodeAt(last - 1 - tail)) tail++;
  if (tail > 0 && (cuts(before, end - tail) || cuts(after, last - tail))) tail--;
  return { from: from + head, end: end - tail, to: to + head, last: last - tail };
}

/** Whether an offset stands within a pair of surrogates or a line end of two characters. */
function cuts(text: string, at: number): boolean {
  const left = text.charCodeAt(at - 1);
  const right = text.charCodeAt(at);
  return (
    (left >= 0xd800 && left <= 0xdbff && right >= 0xdc00 && right <= 0xdfff) || (left === 13 && right === 10)
  );
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}_]+|\r\n|[^\S\r\n]+|[\s\S]/gu) ?? [];
}
