import type { ProtectedToken } from "./protected.ts";

/**
 * Two tokens that changed places: "8 ms on the phone and 80 ms on the server" against "80 ms on the phone
 * and 8 ms on the server" has all its numbers, and says something else.
 */
export interface Swap {
  one: ProtectedToken;
  other: ProtectedToken;
}

const mostTokens = 80;
const reach = 4;
/** How much better the words around must fit crosswise before two tokens count as swapped. */
const margin = 0.4;

/** Pairs of tokens whose surroundings in the later text fit each other's surroundings in the earlier one. */
export function findSwaps(
  before: string,
  tokensBefore: readonly ProtectedToken[],
  after: string,
  tokensAfter: readonly ProtectedToken[],
): Swap[] {
  const swaps: Swap[] = [];
  const wordsBefore = wordsOnly(before, tokensBefore);
  const wordsAfter = wordsOnly(after, tokensAfter);
  for (const kind of ["number", "citation", "cross-reference", "math", "code", "term", "negation"] as const) {
    const from = tokensBefore.filter((token) => token.kind === kind).slice(0, mostTokens);
    const to = tokensAfter.filter((token) => token.kind === kind).slice(0, mostTokens);
    const pairs = pairByKey(from, to).map(([earlier, later]) => ({
      token: earlier,
      was: surroundings(wordsBefore, earlier, from),
      is: surroundings(wordsAfter, later, to),
    }));
    for (let i = 0; i < pairs.length; i++)
      for (let j = i + 1; j < pairs.length; j++) {
        const x = pairs[i]!;
        const y = pairs[j]!;
        if (x.token.key !== y.token.key && isSwapped(x, y)) swaps.push({ one: x.token, other: y.token });
      }
  }
  return swaps;
}

interface Surroundings {
  /** Words near a token, the nearest ones marked by their side and so counted once more. */
  all: Set<string>;
  /** Words of weight on one side, as far as the next token of the kind or the end of the sentence. */
  left: Set<string>;
  right: Set<string>;
}
interface Pair {
  was: Surroundings;
  is: Surroundings;
}

function isSwapped(x: Pair, y: Pair): boolean {
  const straight = likeness(x.was.all, x.is.all) + likeness(y.was.all, y.is.all);
  const crosswise = likeness(x.was.all, y.is.all) + likeness(y.was.all, x.is.all);
  if (crosswise - straight >= margin) return true;
  // "8 ms here, 80 ms there" against "8 ms there, 80 ms here": one side says it all.
  return (["left", "right"] as const).some(
    (side) =>
      likeness(x.was[side], y.is[side]) >= 0.5 &&
      likeness(y.was[side], x.is[side]) >= 0.5 &&
      likeness(x.was[side], x.is[side]) < 0.3 &&
      likeness(y.was[side], y.is[side]) < 0.3,
  );
}

/** The text with keys, formulas, code and addresses blanked out, at the same length. */
function wordsOnly(text: string, tokens: readonly ProtectedToken[]): string {
  let words = "";
  let reached = 0;
  for (const { start, end } of tokens.flatMap(({ masks }) => masks)) {
    if (end <= reached) continue;
    words += text.slice(reached, Math.max(start, reached)) + " ".repeat(end - Math.max(start, reached));
    reached = end;
  }
  return words + text.slice(reached);
}

/** The n-th occurrence of a key goes with the n-th occurrence of the same key. */
function pairByKey(from: ProtectedToken[], to: ProtectedToken[]): [ProtectedToken, ProtectedToken][] {
  const waiting = new Map<string, ProtectedToken[]>();
  for (const token of to) waiting.set(token.key, [...(waiting.get(token.key) ?? []), token]);
  const pairs: [ProtectedToken, ProtectedToken][] = [];
  for (const token of from) {
    const partner = waiting.get(token.key)?.shift();
    if (partner !== undefined) pairs.push([token, partner]);
  }
  return pairs;
}

function surroundings(text: string, { span }: ProtectedToken, tokens: ProtectedToken[]): Surroundings {
  const left = wordsOf(text.slice(Math.max(0, span.start - 80), span.start)).slice(-reach);
  const right = wordsOf(text.slice(span.end, span.end + 80)).slice(0, reach);
  const all = new Set([...left, ...right]);
  if (left.length > 0) all.add(`<${left.at(-1)}`);
  if (right.length > 0) all.add(`>${right[0]}`);
  const earlier = tokens.findLast((token) => token.span.end <= span.start)?.span.end ?? 0;
  const later = tokens.find((token) => token.span.start >= span.end)?.span.start ?? text.length;
  const before = text
    .slice(Math.max(earlier, span.start - 120), span.start)
    .split(/[,.;:!?]\s/)
    .at(-1)!;
  const after = text.slice(span.end, Math.min(later, span.end + 120)).split(/[,.;:!?]\s/)[0]!;
  return { all, left: new Set(weighty(before).slice(-2)), right: new Set(weighty(after).slice(0, 2)) };
}

function weighty(text: string): string[] {
  return wordsOf(text).filter((word) => word.length > 3 || (word.length === 3 && !small.has(word)));
}

const small = new Set([
  "the",
  "and",
  "for",
  "are",
  "was",
  "but",
  "its",
  "has",
  "had",
  "can",
  "may",
  "per",
  "all",
]);

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
}

function likeness(a: Set<string>, b: Set<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  return common / Math.max(a.size, b.size);
}
