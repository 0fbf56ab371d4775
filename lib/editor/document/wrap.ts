/** Where an author breaks lines within a paragraph. */
export type Wrap =
  /** Nowhere: a paragraph is one line. */
  | null
  /** After each sentence. */
  | "sentence"
  /** Before this many characters. */
  | number;

/** What a line may not be broken in: code, formulas, links, attributes, tags. */
export const whole =
  /`+[^`]*`+|\$[^$]*\$|!?\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?(?:\{[^}]*\})?|<[^>]*>|\{\{.*?\}\}/gu;
/** What would be read as something else at the beginning of a line. */
export const risky = /^(?:[-+*#>|:=~]|\d+[.)]|\(?[A-Za-z@]{1,4}[.)]|```)/u;
const sentenceEnd = /[.!?]["\u201d\u2019)*_]*$/u;

/** Break the lines of a new paragraph as its author does. Text that has lines already is left alone. */
export function wrapped(text: string, wrap: Wrap): string {
  if (wrap === null || text.includes("\n")) return text;
  const glued = text.replace(whole, (found) => found.replaceAll(" ", "\u0000"));
  let written = "";
  let line = "";
  for (const word of glued.split(" ")) {
    const full =
      wrap === "sentence"
        ? sentenceEnd.test(line) && /^[^\p{Ll}]/u.test(word)
        : line.length + 1 + word.length > wrap;
    if (line !== "" && full && !risky.test(word)) {
      written += `${line}\n`;
      line = word;
    } else line += line === "" ? word : ` ${word}`;
  }
  return (written + line).replaceAll("\u0000", " ");
}

/** Read off a source how its paragraphs are broken. */
export function readWrap(source: string): Wrap {
  let single = 0;
  let sentences = 0;
  const widths: number[] = [];
  for (const block of source.split(/\r?\n[ \t]*\r?\n/u)) {
    if (!/^[\p{L}*_`[(\u201c"']/u.test(block) || /^\s*(?:[-+*|#:>]|\d+[.)])/mu.test(block)) continue;
    const lines = block.split(/\r?\n/u);
    if (lines.length === 1) {
      if (block.length > 100) single++;
      continue;
    }
    if (lines.slice(0, -1).every((line) => sentenceEnd.test(line.trimEnd()))) sentences++;
    else if (lines.length > 2) widths.push(Math.max(...lines.map((line) => line.trimEnd().length)));
  }
  if (single >= Math.max(sentences, widths.length)) return null;
  if (sentences > widths.length) return "sentence";
  widths.sort((a, b) => a - b);
  const width = widths[widths.length >> 1] ?? 0;
  return width >= 40 && width <= 120 ? width : null;
}
