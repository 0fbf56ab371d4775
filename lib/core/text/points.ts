import type { Position } from "unist";
import { lineIndexAt, lineStarts } from "./lines.ts";

/** Turns offsets into unist positions; neighbouring questions are answered without a search. */
export class Points {
  private readonly starts: number[];
  /** Lines of the source before the first of `starts`. */
  private readonly above: number;
  private hint = 0;

  /** For all of a source, or for a part of it that begins where its line `above` (from 0) does. */
  constructor(source: string, start = 0, end = source.length, above = 0) {
    this.starts = lineStarts(source, start, end);
    this.above = above;
  }

  private point(offset: number): Position["start"] {
    const { starts } = this;
    let at = this.hint;
    if ((starts[at] ?? 0) > offset || (starts[at + 1] ?? Number.POSITIVE_INFINITY) <= offset) {
      at =
        (starts[at + 1] ?? Number.POSITIVE_INFINITY) <= offset &&
        (starts[at + 2] ?? Number.POSITIVE_INFINITY) > offset
          ? at + 1
          : lineIndexAt(starts, offset);
      this.hint = at;
    }
    return { line: this.above + at + 1, column: offset - (starts[at] ?? 0) + 1, offset };
  }

  /** The position of a half-open range of offsets. */
  place(start: number, end: number): Position {
    return { start: this.point(start), end: this.point(end) };
  }
}
