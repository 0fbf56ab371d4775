/** Finding words in the text of one block. Pure, so that a worker can do it too. */

/** What is looked for. */
export interface FindQuery {
  text: string;
  caseSensitive: boolean;
  wholeWord: boolean;
  /** Whether `text` is a regular expression. */
  regexp: boolean;
}

/** Where a match stands in its text: offsets in UTF-16 units, and the groups of a regular expression. */
export interface TextMatch {
  start: number;
  end: number;
  groups: readonly (string | undefined)[];
}

/** Stands in a block's text for a construct within the line: one unit long there, as in the document. */
export const atomSign = "\ufffc";

/** More than anyone goes through; keeps a search for one letter from filling the memory. */
export const mostMatches = 50_000;

/** The query as an expression; null when it is empty or cannot be read. */
export function patternOf({ text, caseSensitive, regexp }: FindQuery): RegExp | null {
  if (text === "") return null;
  try {
    return new RegExp(
      regexp ? text : text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&"),
      caseSensitive ? "gu" : "giu",
    );
  } catch {
    return null;
  }
}

/** Every match in a text, in order, without empty ones. Literal patterns take linear time; others are the worker's. */
export function matchesIn(
  text: string,
  pattern: RegExp,
  wholeWord: boolean,
  most = mostMatches,
): TextMatch[] {
  const found: TextMatch[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match && found.length < most; match = pattern.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    if (end === start) pattern.lastIndex = end + ((text.codePointAt(end) ?? 0 > 0xffff) ? 2 : 1);
    else if (!wholeWord || (isEdge(text, start) && isEdge(text, end)))
      found.push({ start, end, groups: match.slice(1) });
  }
  return found;
}

/** Whether no word goes across this place. */
function isEdge(text: string, at: number): boolean {
  return !(
    /[\p{L}\p{N}\p{M}_]$/u.test(text.slice(Math.max(0, at - 2), at)) &&
    /^[\p{L}\p{N}\p{M}_]/u.test(text.slice(at, at + 2))
  );
}

/** What a match is replaced with: `$1` to `$99`, `$&` and `$$` mean what they do elsewhere, for expressions only. */
export function replacementFor(
  replacement: string,
  match: string,
  groups: TextMatch["groups"],
  regexp: boolean,
): string {
  if (!regexp) return replacement;
  return replacement.replace(/\$(?:(\$)|(&)|([1-9]\d?))/gu, (written, dollar, whole, digits) => {
    if (dollar) return "$";
    if (whole) return match;
    const number = Number(digits);
    if (number <= groups.length) return groups[number - 1] ?? "";
    // `$12` with fewer groups is `$1` and a 2.
    const first = Number(String(digits)[0]);
    return digits.length === 2 && first <= groups.length ? `${groups[first - 1] ?? ""}${digits[1]}` : written;
  });
}
