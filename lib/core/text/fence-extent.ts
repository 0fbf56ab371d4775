/** How far fenced code reaches. */
import type { Fence } from "./block-starts.ts";
import type { LineReader } from "./line-reader.ts";
import { firstInk } from "./lines.ts";

interface Closer {
  line: number;
  length: number;
}

/** Finds the ends of fences; every line that could be one is found once. */
export class FenceExtents {
  private readonly reader: LineReader;
  private readonly known: Partial<Record<Fence["character"], Closer[]>> = {};

  constructor(reader: LineReader) {
    this.reader = reader;
  }

  /** The line after the closing fence, or 0: Pandoc reads an unclosed fence as text. */
  end(at: number, fence: Fence): number {
    const known = `${fence.character}${fence.length}`;
    if (this.reader.unclosed.has(known)) return 0;
    const closers = this.closers(fence.character);
    let low = 0;
    let high = closers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((closers[middle]?.line ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    for (let index = low; index < closers.length; index++) {
      const closer = closers[index];
      if (closer && closer.length >= fence.length) return closer.line + 1;
    }
    this.reader.unclosed.add(known);
    return 0;
  }

  /** Every line that could close a fence of this character, found once. */
  private closers(character: Fence["character"]): readonly Closer[] {
    const known = this.known[character];
    if (known) return known;
    const closers: Closer[] = [];
    for (let index = 0; index < this.reader.end; index++) {
      const ink = firstInk(this.reader.source, this.reader.line(index));
      if (this.reader.source[ink] !== character) continue;
      const text = this.reader.source.slice(ink, this.reader.line(index).to).trimEnd();
      if (text.length > 2 && text === character.repeat(text.length))
        closers.push({ line: index, length: text.length });
    }
    this.known[character] = closers;
    return closers;
  }
}

/** `#| label: fig-x` among the options at the head of a cell. */
export function cellLabel(reader: LineReader, at: number, last: number): string | null {
  for (let next = at + 1; next < last; next++) {
    const option = /^(?:#|\/\/|%%|--)\|\s*([\w-]+):\s*(.*)$/.exec(reader.trimmed(next));
    if (!option) return null;
    if (option[1] === "label") return option[2]?.replace(/^(["'])(.*)\1$/, "$2") || null;
  }
  return null;
}
