import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { Span } from "#lib/core/text/index.ts";
import { type ProtectedKind, protectedTokens } from "./protected.ts";

/** A mark in a masked passage and the source it stands for. */
export interface Placeholder {
  mark: string;
  kind: ProtectedKind;
  text: string;
}

export interface Masked {
  /** The passage with a mark in place of all that a model must not touch. */
  text: string;
  placeholders: Placeholder[];
}

/** Brackets for marks, rarest first; the first pair that the passage does not use is taken. */
const brackets: [string, string][] = [
  ["⟦", "⟧"],
  ["⟪", "⟫"],
  ["⦃", "⦄"],
  ["⸨", "⸩"],
  ["⌈", "⌋"],
];

/**
 * Hide citations, references, formulas, code, addresses, attributes and the like behind marks such as
 * `⟦citation-1⟧`: what is sent to a model. Numbers and terms stay readable. Problem: input.invalid, when
 * the passage itself uses every kind of bracket there is for marks.
 */
export function maskProtected(source: string): Outcome<Masked> {
  const pair = brackets.find(([open, close]) => !source.includes(open) && !source.includes(close));
  if (pair === undefined)
    return refuse("input.invalid", "This passage uses signs that revising needs for itself.");
  const spans = protectedTokens(source)
    .flatMap(({ kind, masks }) => masks.map((span) => ({ kind, span })))
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const placeholders: Placeholder[] = [];
  let text = "";
  let reached = 0;
  for (const { kind, span } of spans) {
    // What lies inside something masked already is hidden with it.
    if (span.start < reached || span.end <= span.start) continue;
    const mark = `${pair[0]}${kind}-${placeholders.length + 1}${pair[1]}`;
    placeholders.push({ mark, kind, text: source.slice(span.start, span.end) });
    text += source.slice(reached, span.start) + mark;
    reached = span.end;
  }
  return ok({ text: text + source.slice(reached), placeholders });
}

/**
 * Put the hidden source back. Problem: model.guarded, when a mark was lost, doubled or made up.
 */
export function unmask(masked: Masked, revised: string): Outcome<string> {
  const byMark = new Map(masked.placeholders.map((placeholder) => [placeholder.mark, placeholder]));
  const first = masked.placeholders[0]?.mark;
  if (first === undefined) return ok(revised);
  const [open, close] = [first[0]!, first.at(-1)!];
  const places: { span: Span; placeholder: Placeholder }[] = [];
  for (let at = revised.indexOf(open); at >= 0; at = revised.indexOf(open, at + 1)) {
    const end = revised.indexOf(close, at) + 1;
    const mark = revised.slice(at, end === 0 ? at + 40 : end);
    const placeholder = byMark.get(mark);
    if (placeholder === undefined)
      return refuse(
        "model.guarded",
        `The revision has a mark that stands for nothing here, or twice: ${mark.slice(0, 40)}`,
      );
    byMark.delete(mark);
    places.push({ span: { start: at, end }, placeholder });
  }
  const [lost] = byMark.values();
  if (lost !== undefined)
    return refuse("model.guarded", `The revision drops ${lost.text.replace(/\s+/g, " ").slice(0, 80)}.`);
  let text = "";
  let reached = 0;
  for (const { span, placeholder } of places) {
    text += revised.slice(reached, span.start) + placeholder.text;
    reached = span.end;
  }
  text += revised.slice(reached);
  return revised.slice(reached).includes(close) || revised.split(close).length - 1 !== places.length
    ? refuse("model.guarded", "The revision has half a mark in it.")
    : ok(text);
}
