/**
 * What can open a block, one recogniser per construct. Each looks at one line (or a bounded few) and says
 * what it found; the scanner decides how far the block reaches.
 */
import { type AttributesFound, readAttributesAt } from "./attributes.ts";
import type { Attributes, ListNumbering } from "./tree.ts";

/** The opening line of a fenced code block. `from` is the offset of its first fence character. */
export interface Fence {
  character: "`" | "~";
  length: number;
  indent: number;
  info: string;
  /** Offset of the info string in the source. */
  infoAt: number;
}

/** Read a fence opener in a line's text (white space at its head already skipped). */
export function readFence(text: string, indent: number, from: number): Fence | null {
  const character = text[0];
  if ((character !== "`" && character !== "~") || indent > 3) return null;
  let length = 1;
  while (text[length] === character) length++;
  if (length < 3) return null;
  const rest = text.slice(length);
  if (character === "`" && rest.includes("`")) return null;
  const info = rest.trim();
  const infoAt = from + length + (rest.length - rest.trimStart().length);
  return { character, length, indent, info, infoAt };
}

/** Whether a line's text (head white space skipped) closes the given fence. */
export function closesFence(text: string, fence: Fence): boolean {
  let length = 0;
  while (text[length] === fence.character) length++;
  return length >= fence.length && text.slice(length).trim() === "";
}

/** Whether the text is a div's closing line: three or more colons and nothing else. */
export function closesDiv(text: string): boolean {
  return text.startsWith(":::") && /^:+[ \t]*$/.test(text);
}

/**
 * Read a div opener: `::: {attributes}`, `::: word`, `:::{word} title`. `text` may run over several lines
 * when the attributes do. `at` turns an index of `text` into an offset.
 */
export function readDivOpener(
  text: string,
  at: (index: number) => number,
): { attributes: Attributes | null; end: number } | null {
  let i = 0;
  while (text[i] === ":") i++;
  if (i < 3) return null;
  while (text[i] === " " || text[i] === "\t") i++;
  const place = (found: AttributesFound): Attributes => ({
    ...found.attributes,
    span: { start: at(found.attributes.span.start), end: at(found.end - 1) + 1 },
  });
  if (text[i] === "{") {
    const found = readAttributesAt(text, i, true);
    const lineEnd = (from: number): number => {
      const end = text.indexOf("\n", from);
      return end === -1 ? text.length : end;
    };
    if (found) {
      const end = lineEnd(found.end);
      const rest = text.slice(found.end, end).trim();
      // MyST writes a directive's title after the braces; Pandoc allows more colons there.
      if (/^:*$/.test(rest) || i === 3) return { attributes: place(found), end };
      return null;
    }
    const end = lineEnd(0);
    return text.slice(0, end).trimEnd().endsWith("}") ? { attributes: null, end } : null;
  }
  const word = /^([^\s{}:]+)[ \t]*:*[ \t]*$/.exec(text.slice(i).split("\n", 1)[0] ?? "");
  if (!word) return null;
  const name = word[1] ?? "";
  return {
    attributes: { id: null, classes: [name], pairs: [], span: { start: at(i), end: at(i) + name.length } },
    end: text.indexOf("\n") === -1 ? text.length : text.indexOf("\n"),
  };
}

/** A rule: three or more of one of `*-_`, with spaces between. */
export function isRule(text: string): boolean {
  const character = text[0];
  if (character !== "*" && character !== "-" && character !== "_") return false;
  let count = 0;
  for (const each of text) {
    if (each === character) count++;
    else if (each !== " " && each !== "\t") return false;
  }
  return count >= 3;
}

/** The marker of a list item. Columns and offsets count from the text handed in. */
export interface Marker {
  ordered: boolean;
  /** `-`, `+`, `*`, or the number's token. */
  token: string;
  numbering: ListNumbering | null;
  start: number;
  /** Characters of the marker itself. */
  width: number;
  /** Columns from the marker's first character to the content's. */
  content: number;
  /** Characters of white space between marker and content that the marker owns. */
  padding: number;
}

const ordered =
  /^(?:(\d{1,9}|[A-Za-z]|[ivxlcdm]{2,15}|[IVXLCDM]{2,15}|#)([.)])|\((\d{1,9}|[A-Za-z]|[ivxlcdm]{2,15}|[IVXLCDM]{2,15}|#|@[\w-]*)\)|(@[\w-]*)([.)]))(?=[ \t]|$)/;

const romanDigits: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };

/** The value of a Roman numeral in lower case. */
function romanValue(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const value = romanDigits[text[i] ?? ""] ?? 0;
    sum += value < (romanDigits[text[i + 1] ?? ""] ?? 0) ? -value : value;
  }
  return sum;
}

function numberingOf(
  token: string,
  delimiter: ListNumbering["delimiter"],
): { numbering: ListNumbering; start: number } {
  const lower = token.toLowerCase();
  const upper = token !== lower;
  if (/^\d/.test(token)) return { numbering: { style: "decimal", delimiter }, start: Number(token) };
  if (token === "#") return { numbering: { style: "default", delimiter }, start: 1 };
  if (token.startsWith("@")) return { numbering: { style: "example", delimiter }, start: 1 };
  // Pandoc's order: a lone i is Roman, any other single letter is a letter, several letters are Roman.
  if (lower === "i" || token.length > 1)
    return { numbering: { style: upper ? "upperRoman" : "lowerRoman", delimiter }, start: romanValue(lower) };
  return {
    numbering: { style: upper ? "upperAlpha" : "lowerAlpha", delimiter },
    start: lower.charCodeAt(0) - 96,
  };
}

/** Read a list marker at the head of a line's text (white space already skipped). */
export function readMarker(text: string): Marker | null {
  const first = text.charCodeAt(0);
  let base: Pick<Marker, "ordered" | "token" | "numbering" | "start" | "width">;
  if (first === 45 || first === 43 || first === 42) {
    const after = text[1];
    if (after !== undefined && after !== " " && after !== "\t") return null;
    if (isRule(text)) return null;
    base = { ordered: false, token: text[0] ?? "-", numbering: null, start: 1, width: 1 };
  } else {
    // Digits, letters, `#`, `(` and `@`; everything else is dismissed before the pattern runs.
    const letter =
      (first >= 48 && first <= 57) || (first >= 65 && first <= 90) || (first >= 97 && first <= 122);
    if (!letter && first !== 35 && first !== 40 && first !== 64) return null;
    const found = ordered.exec(text);
    if (!found) return null;
    const token = found[1] ?? found[3] ?? found[4] ?? "";
    const delimiter = found[3] !== undefined ? "parens" : (found[2] ?? found[5]) === "." ? "period" : "paren";
    // "A. Smith" is a name: Pandoc asks for two spaces after a capital and a full stop.
    if (/^[A-Z]$/.test(token) && delimiter === "period" && !/^..(?: {2}|\t|[ \t]*$)/.test(text)) return null;
    base = { ordered: true, token, width: found[0].length, ...numberingOf(token, delimiter) };
  }
  let column = base.width;
  let padding = 0;
  for (; ; padding++) {
    const code = text.charCodeAt(base.width + padding);
    if (code === 32) column++;
    else if (code === 9) column += 4 - (column % 4);
    else break;
  }
  const empty = base.width + padding >= text.length;
  if (empty || column - base.width > 4)
    return { ...base, content: base.width + 1, padding: empty ? padding : 1 };
  return { ...base, content: column, padding };
}

/** Whether an item with marker `next` continues the list that `first` began (Pandoc mixes bullets freely). */
export function continuesList(first: Marker, next: Marker): boolean {
  if (first.ordered !== next.ordered) return false;
  if (!first.numbering || !next.numbering) return true;
  if (first.numbering.delimiter !== next.numbering.delimiter) return false;
  const { style } = first.numbering;
  if (style === next.numbering.style || style === "default" || next.numbering.style === "default")
    return true;
  const token = next.token;
  if (style === "lowerRoman") return /^[ivxlcdm]+$/.test(token);
  if (style === "upperRoman") return /^[IVXLCDM]+$/.test(token);
  if (style === "lowerAlpha") return /^[a-z]$/.test(token);
  if (style === "upperAlpha") return /^[A-Z]$/.test(token);
  return false;
}

const blockTags = new Set(
  (
    "address article aside audio base basefont blockquote body canvas caption center col colgroup dd details dialog dir div dl dt " +
    "embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li " +
    "link main map menu menuitem meta nav noframes noscript object ol optgroup option p param search section source " +
    "style summary svg table tbody td template tfoot th thead title tr track ul video script pre textarea"
  ).split(" "),
);

/** Elements whose lines are kept together whatever they look like. */
const wholeTags = new Set("script style pre textarea svg table iframe video audio object canvas".split(" "));

/** An HTML tag that opens or closes a block, at the head of a line's text. */
export function readBlockTag(text: string): { name: string; closing: boolean; whole: boolean } | null {
  if (text.charCodeAt(0) !== 60) return null;
  const found = /^<(\/?)([A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|$)/.exec(text);
  const name = found?.[2]?.toLowerCase() ?? "";
  if (!found || !blockTags.has(name)) return null;
  return { name, closing: found[1] === "/", whole: wholeTags.has(name) };
}

/** `[^id]:` at the head of a line's text. */
export function readFootnoteMarker(text: string): { label: string; width: number } | null {
  const found = /^\[\^([^\s\]]+)\]:/.exec(text);
  return found ? { label: found[1] ?? "", width: found[0].length } : null;
}

/** `: ` or `~ ` of a definition list, with the white space after it. */
export function readDescriptionMarker(text: string): { width: number; content: number } | null {
  const found = /^[:~]([ \t]+)(?=\S)/.exec(text);
  if (!found) return null;
  const width = found[0].length;
  return { width: Math.min(width, 5), content: found[1]?.includes("\t") ? 4 : Math.min(width, 4) };
}

/** The `:` or `Table:` of a table caption, with the white space after it; the number of characters, or 0. */
export function captionMarkerWidth(text: string): number {
  return /^(?:[Tt]able:|:(?![!-/:-@[-`{-~]))[ \t]*(?=\S)/.exec(text)?.[0].length ?? 0;
}
