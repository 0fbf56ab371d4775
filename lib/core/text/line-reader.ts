/** The lines a scanner works on, and the questions it keeps asking of them. */
import { readTrailingAttributes } from "./attributes.ts";
import { firstInk, indentOf, isBlank, type Line } from "./lines.ts";
import type { Attributes } from "./tree.ts";

export class LineReader {
  readonly source: string;
  readonly lines: readonly Line[];
  readonly end: number;
  /** Constructs known not to close later on, so that they are looked for once. */
  readonly unclosed = new Set<string>();

  constructor(source: string, lines: readonly Line[]) {
    this.source = source;
    this.lines = lines;
    this.end = lines.length;
  }

  line(index: number): Line {
    return this.lines[index] ?? { from: this.source.length, to: this.source.length };
  }

  blank(index: number): boolean {
    return index >= this.end || isBlank(this.source, this.line(index));
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
