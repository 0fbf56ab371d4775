/** How far a TeX environment reaches. */
import type { LineReader } from "./line-reader.ts";
import { isOnlyTex } from "./tex.ts";

/** Where an environment ends: its line, and the offset after `\end{name}`. */
interface End {
  line: number;
  after: number;
}

/** Finds the ends of environments; every line is looked at once. */
export class EnvironmentExtents {
  private readonly reader: LineReader;
  /** The end of each environment that has one, by the offset of its `\begin`. */
  private ends: Map<number, End> | null = null;

  constructor(reader: LineReader) {
    this.reader = reader;
  }

  /** The line after the `\end` that closes the environment opened on line `at` at offset `begin`, or null. */
  end(at: number, begin: number): number | null {
    this.ends ??= this.match(at);
    const found = this.ends.get(begin);
    if (!found) {
      // An end anywhere below would change this.
      this.reader.line(this.reader.end);
      return null;
    }
    const rest = this.reader.source.slice(found.after, this.reader.line(found.line).to).trim();
    return rest === "" || /^[%{]/.test(rest) || isOnlyTex(rest) ? found.line + 1 : null;
  }

  /** Pair every `\begin` from line `first` on with its `\end`, each name by itself. */
  private match(first: number): Map<number, End> {
    const { source, lines, end } = this.reader;
    const ends = new Map<number, End>();
    const open = new Map<string, number[]>();
    for (let line = first; line < end; line++) {
      // Not by way of the reader: what an environment depends on is known when it is asked for.
      const { from, to } = lines[line] ?? { from: 0, to: 0 };
      const text = source.slice(from, to);
      if (!text.includes("\\begin{") && !text.includes("\\end{")) continue;
      for (const found of text.matchAll(/\\(begin|end)\{([A-Za-z]+\*?)\}/g)) {
        const [whole, kind, name = ""] = found;
        const begins = open.get(name) ?? [];
        open.set(name, begins);
        if (kind === "begin") begins.push(from + found.index);
        else {
          const begin = begins.pop();
          if (begin !== undefined) ends.set(begin, { line, after: from + found.index + whole.length });
        }
      }
    }
    return ends;
  }
}
