/** Delimiter runs of `*`, `_` and `~~`: CommonMark's algorithm, linear by its "openers bottom". */
import type { PhrasingContent } from "mdast";
import type { Mark, Token } from "./inline-tokens.ts";

/** One run; `from` to `to` are the characters no mark has taken yet. */
export interface Delimiter {
  token: Token;
  character: string;
  canOpen: boolean;
  canClose: boolean;
  /** Length of the run as written. */
  length: number;
  from: number;
  to: number;
  previous: Delimiter | null;
  next: Delimiter | null;
}

const whitespace = /[\s\u00a0]/;
const punctuation = /[\p{P}\p{S}]/u;

/** Read whether a run may open or close, from the characters beside it. */
export function flanking(text: string, start: number, end: number): Pick<Delimiter, "canOpen" | "canClose"> {
  const before = start === 0 ? " " : (text[start - 1] ?? " ");
  const after = end >= text.length ? " " : (text[end] ?? " ");
  const spaceAfter = whitespace.test(after);
  const spaceBefore = whitespace.test(before);
  const markAfter = punctuation.test(after);
  const markBefore = punctuation.test(before);
  const left = !spaceAfter && (!markAfter || spaceBefore || markBefore);
  const right = !spaceBefore && (!markBefore || spaceAfter || markAfter);
  // Pandoc lets asterisks stand between punctuation and a letter: `**Note:**text`.
  if (text[start] !== "_") return { canOpen: !spaceAfter, canClose: !spaceBefore };
  return { canOpen: left && (!right || markBefore), canClose: right && (!left || markAfter) };
}

const makers: Record<string, Mark["make"]> = {
  emphasis: (children, position) => ({ type: "emphasis", children, position }),
  strong: (children, position) => ({ type: "strong", children, position }),
  delete: (children, position) => ({ type: "delete", children, position }),
};

/** The runs of one text as a list, so that taking out a stretch costs nothing. */
export class Delimiters {
  last: Delimiter | null = null;

  push(delimiter: Omit<Delimiter, "previous" | "next">): void {
    const added: Delimiter = { ...delimiter, previous: this.last, next: null };
    if (this.last) this.last.next = added;
    this.last = added;
  }

  private remove(delimiter: Delimiter): void {
    if (delimiter.previous) delimiter.previous.next = delimiter.next;
    if (delimiter.next) delimiter.next.previous = delimiter.previous;
    else this.last = delimiter.previous;
  }

  /** Forget every run after `bottom` without pairing it. */
  drop(bottom: Delimiter | null): void {
    this.last = bottom;
    if (bottom) bottom.next = null;
  }

  /** Pair the runs after `bottom` (null: all), leave their marks on the tokens, and forget them. */
  pair(bottom: Delimiter | null): void {
    const floors = new Map<string, Delimiter | null>();
    let closer = this.first(bottom);
    while (closer) {
      if (!closer.canClose) {
        closer = closer.next;
        continue;
      }
      const key = `${closer.character}${closer.canOpen ? 1 : 0}${closer.length % 3}`;
      const floor = floors.has(key) ? (floors.get(key) ?? null) : bottom;
      const opener = this.opener(closer, floor, bottom);
      if (!opener) {
        floors.set(key, closer.previous);
        const next: Delimiter | null = closer.next;
        if (!closer.canOpen) this.remove(closer);
        closer = next;
        continue;
      }
      this.mark(opener, closer);
      opener.next = closer;
      closer.previous = opener;
      if (opener.from >= opener.to) this.remove(opener);
      if (closer.from >= closer.to) {
        const next: Delimiter | null = closer.next;
        this.remove(closer);
        closer = next;
      }
    }
    this.drop(bottom);
  }

  private first(bottom: Delimiter | null): Delimiter | null {
    if (bottom) return bottom.next;
    let first = this.last;
    while (first?.previous) first = first.previous;
    return first;
  }

  private opener(closer: Delimiter, floor: Delimiter | null, bottom: Delimiter | null): Delimiter | null {
    for (let at = closer.previous; at && at !== floor && at !== bottom; at = at.previous) {
      if (at.character !== closer.character || !at.canOpen) continue;
      if (at.character === "~") {
        if (at.length === closer.length) return at;
        continue;
      }
      const both = at.canClose || closer.canOpen;
      if (both && (at.length + closer.length) % 3 === 0 && (at.length % 3 !== 0 || closer.length % 3 !== 0))
        continue;
      return at;
    }
    return null;
  }

  private mark(opener: Delimiter, closer: Delimiter): void {
    const opens = opener.to - opener.from;
    const closes = closer.to - closer.from;
    // `***x***` is strong around emphasis in Pandoc, the other way about in CommonMark.
    const width = opens < 2 || closes < 2 || (opens === 3 && closes === 3) ? 1 : 2;
    const kind = opener.character === "~" ? "delete" : width === 2 ? "strong" : "emphasis";
    opener.to -= width;
    closer.from += width;
    const mark: Mark = {
      start: opener.to,
      end: closer.from,
      make: makers[kind] as (children: PhrasingContent[]) => PhrasingContent,
    };
    opener.token.opens = [...(opener.token.opens ?? []), mark];
    closer.token.closes = [...(closer.token.closes ?? []), mark];
  }
}
