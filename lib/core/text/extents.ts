/** How far the blocks reach whose ends are looked for: front matter, display math, HTML elements, comments. */
import { readDivOpener } from "./block-starts.ts";
import type { LineReader } from "./line-reader.ts";
import { firstInk } from "./lines.ts";
import { limits } from "./piece.ts";
import type { Attributes } from "./tree.ts";

/** The line after a YAML block that opens at `at`, or 0. */
export function frontMatterEnd(reader: LineReader, at: number): number {
  if (!/^---[ \t]*$/.test(reader.source.slice(reader.line(at).from, reader.line(at).to))) return 0;
  // Dashes with a blank line after them are a rule.
  if (reader.blank(at + 1)) return 0;
  if (at > 0 && (!reader.blank(at - 1) || !/^[\w-]+:(?:\s|$)/.test(reader.ink(at + 1)))) return 0;
  if (reader.isUnclosed("---")) return 0;
  for (let next = at + 1; next < reader.end; next++) {
    const line = reader.line(next);
    const first = reader.source.charCodeAt(line.from);
    if (first !== 45 && first !== 46) continue;
    if (/^(?:---|\.\.\.)[ \t]*$/.test(reader.source.slice(line.from, line.to))) return next + 1;
  }
  reader.remainsUnclosed("---");
  return 0;
}

export function divOpener(
  reader: LineReader,
  at: number,
): { attributes: Attributes | null; last: number } | null {
  const text = reader.ink(at);
  if (!text.startsWith(":::")) return null;
  const start = firstInk(reader.source, reader.line(at));
  // Attributes may run on over a few lines; then the lines are read as one text.
  const open = text.indexOf("{");
  let stop = at + 1;
  if (open !== -1 && !text.includes("}", open)) {
    while (stop < reader.end && stop < at + 32 && !reader.blank(stop) && !reader.ink(stop - 1).includes("}"))
      stop++;
    if (!reader.ink(stop - 1).includes("}")) stop = at + 1;
  }
  const whole = reader.source.slice(start, reader.line(stop - 1).to);
  const found = readDivOpener(whole, (index) => start + index);
  return found && { attributes: found.attributes, last: found.end < text.length + 1 ? at + 1 : stop };
}

/** Display math that fills its lines: `$$` at the head of a line to `$$` and perhaps attributes. */
export function mathEnd(
  reader: LineReader,
  at: number,
): { last: number; attributes: Attributes | null } | null {
  const opener = reader.ink(at);
  if (!opener.startsWith("$$")) return null;
  const stop = Math.min(reader.end, at + limits.lookahead);
  for (let next = at; next < stop && !reader.blank(next); next++) {
    const ink = next === at ? firstInk(reader.source, reader.line(at)) + 2 : reader.line(next).from;
    const close = reader.source.slice(ink, reader.line(next).to).search(/(?<!\\)\$\$/);
    if (close === -1) continue;
    const rest = reader.source.slice(ink + close + 2, reader.line(next).to);
    if (rest.trim() === "") return { last: next + 1, attributes: null };
    const trailing = reader.trailing(next);
    if (!trailing || trailing.span.start < ink + close + 2) return null;
    const between = reader.source.slice(ink + close + 2, trailing.span.start);
    return between.trim() === "" ? { last: next + 1, attributes: trailing } : null;
  }
  return null;
}

/** The line after the one that closes an element whose content is not Markdown, or 0. */
export function elementEnd(reader: LineReader, at: number, name: string): number {
  const closing = `</${name}`;
  if (reader.isUnclosed(closing)) return 0;
  for (let next = at; next < reader.end; next++) {
    const line = reader.line(next);
    if (!reader.source.slice(line.from, line.to).toLowerCase().includes(closing)) continue;
    return next + 1;
  }
  reader.remainsUnclosed(closing);
  return 0;
}

/** The line after a comment that fills its lines, or 0. */
export function commentEnd(reader: LineReader, at: number, text: string): number {
  if (reader.isUnclosed("-->")) return 0;
  for (let next = at; next < reader.end; next++) {
    const line = reader.line(next);
    const from = next === at ? line.to - text.length + 4 : line.from;
    const close = reader.source.slice(from, line.to).indexOf("-->");
    if (close === -1) continue;
    return reader.source.slice(from + close + 3, line.to).trim() === "" ? next + 1 : 0;
  }
  reader.remainsUnclosed("-->");
  return 0;
}
