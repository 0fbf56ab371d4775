/** How far fenced code reaches. */
import type { Fence } from "./block-starts.ts";
import type { LineReader } from "./line-reader.ts";
import { firstInk } from "./lines.ts";

interface Closer {
  line: number;
  length: number;
}

/** The lines that could close a fence of one character, found as far as they were needed. */
interface Closers {
  found: Closer[];
  /** The first line not looked at yet. */
  next: number;
}

/** Finds the ends of fences; every line is looked at once. */
export class FenceExtents {
  private readonly reader: LineReader;
  private readonly known: Partial<Record<Fence["character"], Closers>> = {};

  constructor(reader: LineReader) {
    this.reader = reader;
  }

  /** The line after the closing fence, or 0: Pandoc reads an unclosed fence as text. */
  end(at: number, fence: Fence): number {
    const key = `${fence.character}${fence.length}`;
    if (this.reader.isUnclosed(key)) return 0;
    this.known[fence.character] ??= { found: [], next: at + 1 };
    const closers = this.known[fence.character] as Closers;
    let low = 0;
    let high = closers.found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((closers.found[middle]?.line ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    for (let index = low; ; index++) {
      const closer = closers.found[index] ?? this.search(closers, fence.character);
      if (!closer) break;
      if (closer.line <= at || closer.length < fence.length) continue;
      // The line counts as looked at even when another fence had it found.
      this.reader.line(closer.line);
      return closer.line + 1;
    }
    this.reader.remainsUnclosed(key);
    return 0;
  }

  /** Find the next line that could close a fence of this character. */
  private search(closers: Closers, character: Fence["character"]): Closer | null {
    const { reader } = this;
    while (closers.next < reader.end) {
      const line = closers.next++;
      const { from, to } = reader.line(line);
      const ink = firstInk(reader.source, { from, to });
      if (reader.source[ink] !== character) continue;
      const text = reader.source.slice(ink, to).trimEnd();
      if (text.length < 3 || text !== character.repeat(text.length)) continue;
      const closer = { line, length: text.length };
      closers.found.push(closer);
      return closer;
    }
    return null;
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
