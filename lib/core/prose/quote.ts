import type { Span } from "#lib/core/text/index.ts";
import { hole, type Projection, plain, project } from "./projection.ts";

/** Words a reader chose on the rendered page, found (or not) in the source. */
export type QuotePlace =
  | {
      state: "found";
      /** UTF-16 offsets in the chapter. */
      span: Span;
      /** From 0 to 1: 1 when the words stand there once and what is around them agrees. */
      confidence: number;
    }
  /** The words stand at several places and what is around them does not tell which. */
  | { state: "ambiguous"; spans: Span[] }
  | { state: "missing" };

/** A rendered citation, number or formula is taken to be no longer than this many characters. */
const longestHole = 120;
const mostSteps = 2_000_000;
const mostPlaces = 50;

/**
 * Find words of the rendered page in the source of their block. Markup does not matter, nor how quotes,
 * dashes and spaces were typeset; a citation, cross-reference, footnote mark or formula in the source may
 * stand for any short text of the page.
 * @param blockSpan the source range of the block or blocks the words were chosen in
 * @param prefix rendered text just before the words, as far as known
 * @param suffix rendered text just after them
 */
export function locateQuote(
  source: string,
  blockSpan: Span,
  quote: string,
  prefix = "",
  suffix = "",
): QuotePlace {
  const wanted = plain(quote).trim();
  if (wanted === "" || blockSpan.start < 0 || blockSpan.end > source.length) return { state: "missing" };
  const projection = project(source, blockSpan);
  const literal = literalPlaces(projection.text, wanted);
  const places = literal.length > 0 ? literal : placesOverHoles(projection.text, wanted);
  if (places.length === 0) return { state: "missing" };
  const before = plain(prefix).trimEnd();
  const after = plain(suffix).trimStart();
  const scored = places
    .map((place) => ({ place, score: agreement(projection.text, place, before, after) }))
    .sort((x, y) => y.score - x.score);
  const [best, next] = scored;
  if (next !== undefined && best!.score - next.score < 0.1)
    return { state: "ambiguous", spans: scored.map(({ place }) => sourceSpan(projection, place)) };
  const sure = next === undefined ? 0.7 + 0.3 * best!.score : 0.4 + 0.55 * best!.score;
  return {
    state: "found",
    span: sourceSpan(projection, best!.place),
    confidence: literal.length > 0 ? sure : sure * 0.9,
  };
}

function literalPlaces(text: string, wanted: string): Span[] {
  const places: Span[] = [];
  for (
    let at = text.indexOf(wanted);
    at >= 0 && places.length < mostPlaces;
    at = text.indexOf(wanted, at + 1)
  )
    places.push({ start: at, end: at + wanted.length });
  return places;
}

/** Places where the words fit when each hole may stand for some characters of them. */
function placesOverHoles(text: string, wanted: string): Span[] {
  if (!text.includes(hole)) return [];
  const matcher = new HoleMatcher(text, wanted);
  const places: Span[] = [];
  // Words that begin with a letter of the text first; only then such as begin inside a formula or number.
  for (const first of [wanted[0]!, hole]) {
    for (
      let at = text.indexOf(first);
      at >= 0 && places.length < mostPlaces;
      at = text.indexOf(first, at + 1)
    ) {
      const end = matcher.matchFrom(at);
      if (end !== null) places.push({ start: at, end });
    }
    if (places.length > 0) return places;
  }
  return places;
}

class HoleMatcher {
  private readonly text: string;
  private readonly wanted: string;
  private steps = 0;
  private readonly failed = new Set<number>();

  constructor(text: string, wanted: string) {
    this.text = text;
    this.wanted = wanted;
  }

  /** Where the match that begins at `start` ends; null when there is none. At least some text must match. */
  matchFrom(start: number): number | null {
    const { text, wanted } = this;
    // Places still to try: in the text, in the wanted words, and how many of those matched letter by letter.
    const open: [number, number, number][] = [[start, 0, 0]];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      let [at, from, letters] = place;
      while (from < wanted.length && at < text.length && text[at] === wanted[from]) {
        at++;
        from++;
        letters++;
        if (++this.steps > mostSteps) return null;
      }
      if (from === wanted.length) {
        if (letters * 4 >= wanted.length && letters >= 2) return at;
        continue;
      }
      if (text[at] !== hole) {
        // White space around a footnote mark is in the source but not always in what was chosen.
        if (text[at] === " " && (text[at - 1] === hole || text[at + 1] === hole))
          open.push([at + 1, from, letters]);
        continue;
      }
      const key = at * (wanted.length + 1) + from;
      if (this.failed.has(key)) continue;
      this.failed.add(key);
      const most = Math.min(longestHole, wanted.length - from);
      for (let skipped = most; skipped >= 0; skipped--) open.push([at + 1, from + skipped, letters]);
      this.steps += most;
      if (this.steps > mostSteps) return null;
    }
    return null;
  }
}

/** How far the text around a place agrees with what is known of it, from 0 to 1; 1 when nothing is known. */
function agreement(text: string, place: Span, before: string, after: string): number {
  const known = Math.min(before.length, 32) + Math.min(after.length, 32);
  if (known === 0) return 1;
  let agreed = 0;
  let at = place.start - 1;
  if (text[at] === " ") at--;
  for (let i = before.length - 1; i >= 0 && before.length - i <= 32 && text[at] === before[i]; i--, at--)
    agreed++;
  at = place.end;
  if (text[at] === " ") at++;
  for (let i = 0; i < after.length && i < 32 && text[at] === after[i]; i++, at++) agreed++;
  return agreed / known;
}

/** From places in the projection to the source, taking in marks whose words were chosen whole. */
function sourceSpan(projection: Projection, place: Span): Span {
  let start = projection.starts[place.start]!;
  let end = projection.ends[place.end - 1]!;
  // Outer marks come after inner ones, so one pass widens step by step.
  for (const { outer, inner } of projection.marks) {
    if (start >= outer.start && start <= inner.start && end > outer.end) start = outer.start;
    if (end <= outer.end && end >= inner.end && start < outer.start) end = outer.end;
  }
  return { start, end };
}
