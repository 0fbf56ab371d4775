/** Where a table begins and ends: pipe, grid, simple and multiline tables of Pandoc. */
import type { LineReader } from "./line-reader.ts";
import { limits, type TableForm } from "./piece.ts";

/** A line's text with white space at both ends taken off. */
type TextOf = (index: number) => string;

const gridBorder = /^\+[-=:+]*\+$/;
const dashes = /^-+(?:[ \t]+-+)*$/;
const severalDashes = /^-+(?:[ \t]+-+)+$/;

/** `|---|:-:|` under a header row. */
export function isPipeDelimiter(text: string): boolean {
  if (!/^[-:|+ \t]+$/.test(text) || !text.includes("-")) return false;
  if (!text.includes("|") && !text.includes("+")) return false;
  return text
    .replace(/^\|/, "")
    .replace(/\|$/, "")
    .split(/[|+]/)
    .every((cell) => /^:?-+:?$/.test(cell.trim()));
}

/** Whether a (trimmed) line is a border of a grid table. */
export function isGridBorder(text: string): boolean {
  return gridBorder.test(text) && (text.includes("-") || text.includes("="));
}

/** Whether a (trimmed) line is made of groups of dashes only. */
export function isDashes(text: string): boolean {
  return dashes.test(text);
}

/** Whether a (trimmed) line has two or more groups of dashes, one of them two long or longer. */
export function isColumnDashes(text: string): boolean {
  return text.includes("--") && severalDashes.test(text);
}

/** The table that begins on line `first`, with the line after its last row; null when there is none. */
export function tableAt(reader: LineReader, first: number): { form: TableForm; last: number } | null {
  const { end, trimmed: textOf } = reader;
  const text = textOf(first);
  const blank = (index: number): boolean => reader.blank(index);
  if (text.startsWith("+")) {
    if (!isGridBorder(text)) return null;
    let last = first + 1;
    let borders = 1;
    for (; last < end && !blank(last); last++) {
      const row = textOf(last);
      if (!row.startsWith("|") && !row.startsWith("+")) break;
      if (isGridBorder(row)) borders++;
    }
    while (last > first + 1 && !textOf(last - 1).startsWith("+")) last--;
    return borders > 1 ? { form: "grid", last } : null;
  }
  if (first + 1 >= end || blank(first + 1)) return null;
  const next = textOf(first + 1);
  if (text.includes("|") && isPipeDelimiter(next)) {
    let last = first + 2;
    while (last < end && !blank(last) && textOf(last).includes("|")) last++;
    return { form: "pipe", last };
  }
  // A single group of dashes under a line of words is a heading, so two groups are asked for.
  if (isColumnDashes(next) && !isDashes(text)) {
    let last = first + 2;
    while (!blank(last)) last++;
    return { form: "simple", last };
  }
  return isDashes(text) && text.length > 2 ? dashedTable(first, end, text, textOf, blank) : null;
}

/** Tables that open with a line of dashes: multiline ones, and simple ones without a header. */
function dashedTable(
  first: number,
  end: number,
  text: string,
  textOf: TextOf,
  blank: (index: number) => boolean,
): { form: TableForm; last: number } | null {
  const limit = Math.min(end, first + limits.lookahead);
  let body = first + 1;
  if (!isColumnDashes(text)) {
    while (body < limit && !blank(body) && !isDashes(textOf(body))) body++;
    if (body >= limit || body === first + 1 || blank(body) || !isColumnDashes(textOf(body))) return null;
    body++;
  }
  let hasBlank = body > first + 1;
  for (let at = body; at < limit; at++) {
    if (blank(at)) {
      hasBlank = true;
      if (blank(at + 1)) return null;
    } else if (isDashes(textOf(at)) && textOf(at).length > 2) {
      if (at === body || !blank(at + 1)) return null;
      return { form: hasBlank ? "multiline" : "simple", last: at + 1 };
    }
  }
  return null;
}
