/** The lines a scanner works on, and the questions it keeps asking of them. */
import { readTrailingAttributes } from "./attributes.ts";
import { firstInk, indentOf, isBlank, type Line } from "./lines.ts";
import type { Attributes } from "./tree.ts";

export class LineReader {
  readonly source: string;
  readonly lines: readonly Line[];
  readonly end: number;
  /** The last line that was looked at: what was found so far depends on no line after the next. */
  seen = 0;
  /** Constructs known not to close later on, so that they are looked for once. */
  private readonly unclosed = new Set<string>();

  constructor(source: string, lines: readonly Line[]) {
    this.source = source;
    this.lines = lines;
    this.end = lines.length;
  }

  line(index: number): Line {
    if (index > this.seen) this.seen = index;
    return this.lines[index] ?? { from: this.source.length, to: this.source.length };
  }

  blank(index: number): boolean {
    const line = this.line(index);
    return index >= this.end || isBlank(this.source, line);
  }

  /** Whether a construct is known not to close; that depends on every line to the end. */
  isUnclosed(key: string): boolean {
    if (!this.unclosed.has(key)) return false;
    this.seen = Math.max(this.seen, this.end);
    return true;
  }

  /** Remember that a construct does not close before the end. */
  remainsUnclosed(key: string): void {
    this.seen = Math.max(this.seen, this.end);
    this.unclosed.add(key);
  }

  indent(index: number): number {
    return indentOf(this.source, this.line(index));
  }

  /** A line's text from its first ink, trailing white space kept. */
  ink(index: number): string {
    const line = this.line(index);
    return this.source.slice(firstInk(this.source, line), line.to);
  }

  readonly trimmed = (index: number): string => this.ink(index).trimEnd();

  /** Attributes at the end of a line, with offsets into the source. */
  trailing(at: number): Attributes | null {
    const { from, to } = this.line(at);
    const found = readTrailingAttributes(this.source.slice(from, to));
    if (!found) return null;
    const { span } = found.attributes;
    return { ...found.attributes, span: { start: from + span.start, end: from + span.end } };
  }
}
