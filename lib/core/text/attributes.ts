/**
 * Pandoc attributes: `{#id .class key="value" -}`, see the manual's "header_attributes" and
 * "link_attributes". Read leniently where a construct can be nothing else (`::: {layout-narrow}`).
 */
import type { Attributes } from "./tree.ts";

/** Attributes longer than this are not read; no book comes near it. */
const longest = 16_384;
const idOrClass = /[#.]([^\s{}="'#]+)/y;
const pair = /([A-Za-z_:][\w:.-]*)=/y;
const bareValue = /[^\s}"']+/y;
const bareWord = /[^\s{}="'#.][^\s{}="']*/y;

/** What stands at one place of a text, and where it ends. */
export interface AttributesFound {
  attributes: Attributes;
  end: number;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The offset just past a quoted value that opens at `at`, or -1. A backslash keeps the next character. */
function quotedEnd(text: string, at: number, limit: number): number {
  const quote = text[at];
  for (let i = at + 1; i < limit; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === quote) return i + 1;
  }
  return -1;
}

/**
 * Read attributes whose `{` stands at `at`. With `lenient`, bare words are classes. Null when the braces hold
 * anything that is not an attribute. `span` is in the units of `text`.
 */
export function readAttributesAt(text: string, at: number, lenient = false): AttributesFound | null {
  if (text[at] !== "{" || text[at + 1] === "{") return null;
  const limit = Math.min(text.length, at + longest);
  const attributes: Attributes = { id: null, classes: [], pairs: [], span: { start: at, end: at } };
  let i = at + 1;
  while (i < limit) {
    const code = text.charCodeAt(i);
    if (code === 32 || code === 9 || code === 10 || code === 13) {
      i++;
      continue;
    }
    const before = text.charCodeAt(i - 1);
    if (code === 125) {
      attributes.span.end = i + 1;
      return { attributes, end: i + 1 };
    }
    if (!lenient && i > at + 1 && before !== 32 && before !== 9 && before !== 10 && before !== 13) {
      // `{.a.b}` and `{#a.b}` are legal: a class or id may be glued to what precedes it.
      if (code !== 46 && code !== 35) return null;
    }
    if (code === 35 || code === 46) {
      const found = matchAt(idOrClass, text, i);
      if (!found) return null;
      const word = found[1] ?? "";
      if (code === 35) attributes.id = word;
      else attributes.classes.push(...word.split(".").filter((part) => part !== ""));
      i += found[0].length;
      continue;
    }
    if (code === 45 && /[\s}]/.test(text[i + 1] ?? "")) {
      attributes.classes.push("unnumbered");
      i++;
      continue;
    }
    const found = matchAt(pair, text, i);
    if (found) {
      i += found[0].length;
      if (text[i] === '"' || text[i] === "'") {
        const end = quotedEnd(text, i, limit);
        if (end === -1) return null;
        attributes.pairs.push([found[1] ?? "", text.slice(i + 1, end - 1).replace(/\\(["'\\])/g, "$1")]);
        i = end;
      } else {
        const value = matchAt(bareValue, text, i);
        attributes.pairs.push([found[1] ?? "", value?.[0] ?? ""]);
        i += value?.[0].length ?? 0;
      }
      continue;
    }
    if (!lenient) return null;
    if (code === 44) {
      i++;
      continue;
    }
    const word = matchAt(bareWord, text, i);
    if (!word) return null;
    attributes.classes.push(word[0].replace(/,$/, ""));
    i += word[0].length;
  }
  return null;
}

/** Attributes that end a text (`Title {#sec-x}`): the text before them and the attributes, or null. */
export function readTrailingAttributes(text: string): { before: number; attributes: Attributes } | null {
  const end = text.trimEnd().length;
  if (text[end - 1] !== "}") return null;
  // A brace may stand inside a quoted value, so a few openers are tried from the right.
  let open = end;
  for (let attempt = 0; attempt < 8; attempt++) {
    open = text.lastIndexOf("{", open - 1);
    if (open === -1 || end - open > longest) return null;
    const found = text[open - 1] === "\\" ? null : readAttributesAt(text, open);
    if (found?.end === end) return { before: open, attributes: found.attributes };
    if (open === 0) return null;
  }
  return null;
}

/** Read a whole text as attributes, braces included; null when it is anything else. */
export function readAttributes(text: string): Attributes | null {
  const from = text.length - text.trimStart().length;
  const found = readAttributesAt(text, from, true);
  return found && text.slice(found.end).trim() === "" ? found.attributes : null;
}

/** Write attributes in Pandoc's order: id, classes, pairs. Values are quoted; an empty set is `{}`. */
export function writeAttributes(attributes: Omit<Attributes, "span">): string {
  const parts = [
    ...(attributes.id === null ? [] : [`#${attributes.id}`]),
    ...attributes.classes.map((name) => `.${name}`),
    ...attributes.pairs.map(([key, value]) => `${key}="${value.replace(/[\\"]/g, "\\$&")}"`),
  ];
  return `{${parts.join(" ")}}`;
}

/** The same attributes with `span` moved to where `at` says each end stands. */
export function moveAttributes(attributes: Attributes, at: (index: number) => number): Attributes {
  const { start, end } = attributes.span;
  return { ...attributes, span: { start: at(start), end: at(end - 1) + 1 } };
}
