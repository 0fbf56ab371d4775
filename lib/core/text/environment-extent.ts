/** How far a TeX environment reaches. */
import type { LineReader } from "./line-reader.ts";
import { isOnlyTex } from "./tex.ts";

/** Finds the ends of environments; those that never end cost nothing. */
export class EnvironmentExtents {
  private readonly reader: LineReader;
  /** The last line on which each environment ends. */
  private ends: Map<string, number> | null = null;

  constructor(reader: LineReader) {
    this.reader = reader;
  }

  /** The line after the `\end` that closes the environment opened on line `at`, or null. */
  end(at: number, name: string): number | null {
    const key = `\\end{${name}}`;
    if (this.reader.unclosed.has(key) || this.lastEnd(name) < at) return null;
    const open = `\\begin{${name}}`;
    let depth = 0;
    for (let next = at; next < this.reader.end; next++) {
      const line = this.reader.line(next);
      let text = this.reader.source.slice(line.from, line.to);
      if (!text.includes(name)) continue;
      while (text !== "") {
        const begins = text.indexOf(open);
        const ends = text.indexOf(key);
        if (begins === -1 && ends === -1) break;
        const opens = begins !== -1 && (ends === -1 || begins < ends);
        depth += opens ? 1 : -1;
        text = text.slice(opens ? begins + open.length : ends + key.length);
        if (depth > 0) continue;
        const rest = text.trim();
        return rest === "" || /^[%{]/.test(rest) || isOnlyTex(rest) ? next + 1 : null;
      }
    }
    this.reader.unclosed.add(key);
    return null;
  }

  /** The last line with `\\end{name}`, or -1; all of them are found once. */
  private lastEnd(name: string): number {
    if (!this.ends) {
      this.ends = new Map();
      for (let index = 0; index < this.reader.end; index++) {
        const { from, to } = this.reader.line(index);
        const text = this.reader.source.slice(from, to);
        if (!text.includes("\\end{")) continue;
        for (const found of text.matchAll(/\\end\{([A-Za-z]{1,64}\*?)\}/g))
          this.ends.set(found[1] ?? "", index);
      }
    }
    return this.ends.get(name) ?? -1;
  }
}
