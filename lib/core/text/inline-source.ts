/** Running text cut out of a container's lines, and where each of its characters stands in the source. */
import { firstInk, type Line, lastInk } from "./lines.ts";

export class InlineSource {
  readonly text: string;
  /** Where each line begins in `text` and in the source. */
  private readonly starts: number[];
  private readonly offsets: number[];
  /** Whether each line feed of `text` is one of the source: not so in a table's cell. */
  readonly ownBreaks: boolean;
  private hint = 0;

  constructor(text: string, starts: number[], offsets: number[], ownBreaks = true) {
    this.text = text;
    this.ownBreaks = ownBreaks;
    this.starts = starts;
    this.offsets = offsets;
  }

  /** One range of the source as it stands. */
  static range(source: string, from: number, to: number): InlineSource {
    return new InlineSource(source.slice(from, to), [0], [from]);
  }

  /** Lines joined, each without the prefix of its container; white space around the whole is left out. */
  static lines(source: string, lines: readonly Line[]): InlineSource {
    const first = lines[0];
    const final = lines[lines.length - 1];
    if (!first || !final) return new InlineSource("", [0], [0]);
    const from = firstInk(source, first);
    if (lines.length === 1) return InlineSource.range(source, from, lastInk(source, from, first.to));
    const starts: number[] = [];
    const offsets: number[] = [];
    let text = "";
    let ownBreaks = true;
    for (const line of lines) {
      const at = line === first ? from : line.from;
      if (text !== "") text += "\n";
      starts.push(text.length);
      offsets.push(at);
      text += source.slice(at, line === final ? lastInk(source, at, line.to) : line.to);
      if (line !== final && source[line.to] !== "\n") ownBreaks = false;
    }
    return new InlineSource(text, starts, offsets, ownBreaks);
  }

  /** Whether the text is one uninterrupted range of the source. */
  get isRange(): boolean {
    return this.starts.length === 1;
  }

  private segment(index: number): number {
    const { starts } = this;
    let at = this.hint;
    if ((starts[at] ?? 0) > index || (starts[at + 1] ?? Number.POSITIVE_INFINITY) <= index) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= index) low = middle;
        else high = middle - 1;
      }
      at = low;
      this.hint = at;
    }
    return at;
  }

  /** The source offset of the character at `index`. */
  at(index: number): number {
    const segment = this.segment(index);
    return (this.offsets[segment] ?? 0) + index - (this.starts[segment] ?? 0);
  }

  /** The same text cut off after `length` characters. */
  head(length: number): InlineSource {
    return new InlineSource(this.text.slice(0, length), this.starts, this.offsets, this.ownBreaks);
  }

  /** The source offset just after the character before `index`: an end stays on its own line. */
  endAt(index: number): number {
    return index <= 0 ? this.at(0) : this.at(index - 1) + 1;
  }
}
