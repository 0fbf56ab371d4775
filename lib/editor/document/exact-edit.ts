/** Whether the edit of one word changed that word alone: for measuring how exact edits are. */
import { type OpenDocument, openDocument } from "./open.ts";
import type { Origin } from "./origin.ts";
import type { WordPlace } from "./word-places.ts";

/**
 * What an edit of one word should have written, or null when it is right. A word in a grid table makes its line shorter
 * or longer, so there every cell must hold what it held, with the word replaced, and no line outside of the table, nor
 * one of another row, may change; but a table whose column had to become wider is drawn again.
 */
export function inexact(opened: OpenDocument, place: WordPlace, by: string, written: string): string | null {
  const { source } = opened;
  const expected = source.slice(0, place.start) + by + source.slice(place.end);
  if (written === expected) return null;
  const { cell } = place;
  if (!cell?.table) return expected;
  const { start, end } = cell.table;
  const after = source.slice(end);
  if (!written.startsWith(source.slice(0, start)) || !written.endsWith(after)) return expected;
  const before = gridAt(opened.origin, start);
  const now = gridAt(openDocument(written).origin, start);
  const changed = collapsed(cell.text.slice(0, cell.start) + by + cell.text.slice(cell.end));
  const olds = before.map(({ cell: own }) => own?.opened.source ?? "");
  const news = now.map(({ cell: own }) => collapsed(own?.opened.source ?? ""));
  if (olds.length !== news.length) return expected;
  const others = olds.filter((text, at) => collapsed(text) !== news[at]);
  if (others.length > 1 || !news.includes(changed) || others.some((text) => text !== cell.text))
    return expected;
  return linesKept(source.slice(start, end), written.slice(start, written.length - after.length), by)
    ? null
    : expected;
}

const collapsed = (text: string): string => text.replace(/\s+/gu, " ").trim();

function gridAt(origin: Origin, start: number): readonly Origin[] {
  for (const child of origin.children) {
    if (child.grid?.lines[0]?.start === start) return child.children.flatMap((row) => row.children);
    if (child.start <= start && start < child.end) return gridAt(child, start);
  }
  return [];
}

/** Whether what differs of two drawings lies between two borders, unless the first border is wider for a long word. */
function linesKept(before: string, after: string, by: string): boolean {
  const olds = before.split("\n");
  const news = after.split("\n");
  if ((olds[0]?.trim().length ?? 0) < (news[0]?.trim().length ?? 0)) return by.length > 3;
  let head = 0;
  while (head < olds.length && olds[head] === news[head]) head++;
  let tail = 0;
  while (
    tail < Math.min(olds.length, news.length) - head &&
    olds[olds.length - 1 - tail] === news[news.length - 1 - tail]
  )
    tail++;
  return !olds.slice(head, olds.length - tail).some((line) => /^[\s>]*\+[-=:+]+\+\s*$/u.test(line));
}
