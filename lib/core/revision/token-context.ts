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
  for (const kind of ["number", "citation", "cross-reference", "math", "code", "term", "negation"] as const) {
    const from = tokensBefore.filter((token) => token.kind === kind).slice(0, mostTokens);
    const to = tokensAfter.filter((token) => token.kind === kind).slice(0, mostTokens);
    const pairs = pairByKey(from, to).map(([earlier, later]) => ({
      token: earlier,
      was: surroundings(before, earlier),
      is: surroundings(after, later),
    }));
    for (let i = 0; i < pairs.length; i++)
      for (let j = i + 1; j < pairs.length; j++) {
        const x = pairs[i]!;
        const y = pairs[j]!;
        if (x.token.key === y.token.key) continue;
        const straight = likeness(x.was, x.is) + likeness(y.was, y.is);
        const crosswise = likeness(x.was, y.is) + likeness(y.was, x.is);
        if (crosswise - straight >= margin) swaps.push({ one: x.token, other: y.token });
      }
  }
  return swaps;
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

/** Words near a token, the nearest ones marked by their side and so counted once more. */
function surroundings(text: string, { span }: ProtectedToken): Set<string> {
  const left = wordsOf(text.slice(Math.max(0, span.start - 80), span.start)).slice(-reach);
  const right = wordsOf(text.slice(span.end, span.end + 80)).slice(0, reach);
  const set = new Set([...left, ...right]);
  const nearLeft = left.at(-1);
  const nearRight = right[0];
  if (nearLeft !== undefined) set.add(`<${nearLeft}`);
  if (nearRight !== undefined) set.add(`>${nearRight}`);
  return set;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
}

function likeness(a: Set<string>, b: Set<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  return common / Math.max(a.size, b.size);
}
