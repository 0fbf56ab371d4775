import { type Outcome, ok, refuse } from "../outcome.ts";
import type { Span } from "./tree.ts";

/** A replacement of a range of the source; an empty range inserts, an empty text deletes. */
export interface Edit {
  span: Span;
  text: string;
}

/**
 * Apply edits to a source; every byte outside their spans stays. Edits stand in source order and do not
 * overlap (two may touch, and several insertions at one place are written in the order given); anything else is refused with
 * `input.invalid`.
 */
export function splice(source: string, edits: readonly Edit[]): Outcome<string> {
  let result = "";
  let at = 0;
  for (const [index, { span, text }] of edits.entries()) {
    const whole = Number.isInteger(span.start) && Number.isInteger(span.end);
    if (!whole || span.start < 0 || span.end < span.start || span.end > source.length) {
      return refuse(
        "input.invalid",
        "A change points outside the chapter. Open the chapter again.",
        `edits.${index}`,
      );
    }
    if (span.start < at) {
      return refuse(
        "input.invalid",
        "Two changes overlap or are out of order. Open the chapter again.",
        `edits.${index}`,
      );
    }
    result += source.slice(at, span.start) + text;
    at = span.end;
  }
  return ok(result + source.slice(at));
}
