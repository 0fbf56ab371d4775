import type { Position } from "unist";
import { lineIndexAt, lineStarts } from "./lines.ts";

/** Turns offsets into unist positions; neighbouring questions are answered without a search. */
export class Points {
  private readonly starts: number[];
  private hint = 0;

  constructor(source: string) {
    this.starts = lineStarts(source);
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
    return { line: at + 1, column: offset - (starts[at] ?? 0) + 1, offset };
  }

  /** The position of a half-open range of offsets. */
  place(start: number, end: number): Position {
    return { start: this.point(start), end: this.point(end) };
  }
}
