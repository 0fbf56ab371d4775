/** What may follow the brackets of a link: `(url "title")`. */

const title =
  /[ \t\n\r]+(?:"((?:[^"\\]|\\[\s\S]){0,4000})"|'((?:[^'\\]|\\[\s\S]){0,4000})')(?=[ \t\n\r]*\))/y;

/** A destination as written, with backslash escapes taken off. */
export interface Destination {
  url: string;
  title: string | null;
  end: number;
}

function unescapeUrl(text: string): string {
  return text.includes("\\") ? text.replace(/\\([!-/:-@[-`{-~])/g, "$1") : text;
}

function skipSpace(text: string, at: number): number {
  let i = at;
  while (/[ \t\n\r]/.test(text[i] ?? "")) i++;
  return i;
}

/**
 * Read `(…)` at `at`. As in Pandoc a URL may hold spaces within a line and balanced parentheses; shortcodes
 * in it are kept whole. Null when it does not close.
 */
export function readDestination(text: string, at: number): Destination | null {
  if (text[at] !== "(") return null;
  let i = skipSpace(text, at + 1);
  let url = "";
  if (text[i] === "<") {
    const close = text.indexOf(">", i);
    const line = text.indexOf("\n", i);
    if (close === -1 || (line !== -1 && line < close)) return null;
    url = text.slice(i + 1, close);
    i = close + 1;
  } else {
    const from = i;
    const limit = Math.min(text.length, from + (text.startsWith("data:", from) ? 65_536 : 4_096));
    let depth = 0;
    let end = from;
    for (; i < limit; i++) {
      const character = text[i];
      if (character === "\\") i++;
      else if (character === "(") {
        if (++depth > 32) return null;
      } else if (character === ")" && depth-- === 0) break;
      else if (character === "{" && text.startsWith("{{<", i)) {
        const close = text.indexOf(">}}", i);
        if (close === -1 || close > limit) return null;
        i = close + 2;
      } else if (character === "\n" || character === "\r") break;
      else if (character === " " || character === "\t") {
        title.lastIndex = i;
        if (title.test(text)) break;
        continue;
      }
      end = i + 1;
    }
    if (i >= limit) return null;
    end = Math.min(end, i);
    url = text.slice(from, end);
    i = end;
  }
  title.lastIndex = i;
  const found = title.exec(text);
  if (found) i += found[0].length;
  i = skipSpace(text, i);
  if (text[i] !== ")") return null;
  const words = found ? (found[1] ?? found[2] ?? "").replace(/\\([!-/:-@[-`{-~])/g, "$1") : null;
  return { url: unescapeUrl(url), title: words, end: i + 1 };
}
