/** How far lists, notes, descriptions and quotes reach: the containers that hang by indentation or a mark. */
import { closesFence, continuesList, type Fence, readFence, readMarker } from "./block-starts.ts";
import type { LineReader } from "./line-reader.ts";
import type { ItemPiece } from "./piece.ts";

/** Whether a line begins another block although no blank line stands before it. */
type Interrupts = (index: number) => boolean;

/** The items of the list that begins on line `at`; null when no marker stands there. */
export function listItems(reader: LineReader, at: number, interrupts: Interrupts): ItemPiece[] | null {
  const marker = readMarker(reader.ink(at));
  if (!marker) return null;
  let indent = reader.indent(at);
  const items: ItemPiece[] = [{ first: at, last: at + 1, marker, indent }];
  let item = items[0] as ItemPiece;
  let content = indent + marker.content;
  let afterBlank = false;
  let fence = readFence(reader.ink(at).slice(marker.width).trimStart(), 0, 0);
  for (let next = at + 1; next < reader.end; next++) {
    if (reader.blank(next)) {
      afterBlank = true;
      continue;
    }
    const columns = reader.indent(next);
    if (columns >= content) {
      const text = reader.ink(next);
      if (fence) fence = closesFence(text, fence) ? null : fence;
      else fence = readFence(text, 0, 0);
    } else {
      fence = null;
      const text = columns < 4 ? reader.ink(next) : "";
      const found = text === "" ? null : readMarker(text);
      if (found) {
        if (!continuesList(marker, found)) break;
        indent = columns;
        content = columns + found.content;
        item = { first: next, last: next + 1, marker: found, indent };
        items.push(item);
        fence = readFence(text.slice(found.width).trimStart(), 0, 0);
        afterBlank = false;
        continue;
      }
      if (afterBlank || interrupts(next)) break;
    }
    afterBlank = false;
    item.last = next + 1;
  }
  return items;
}

/**
 * The line after a block whose further paragraphs hang by `columns`: lines run on lazily to a blank one,
 * after which only indented lines belong.
 */
export function hangingEnd(
  reader: LineReader,
  at: number,
  columns: number,
  stops: (index: number) => boolean,
  interrupts: Interrupts,
): number {
  let last = at + 1;
  let afterBlank = false;
  let fence: Fence | null = null;
  for (let next = last; next < reader.end; next++) {
    if (reader.blank(next)) {
      afterBlank = true;
      continue;
    }
    const indent = reader.indent(next);
    if (indent < columns) {
      fence = null;
      if (afterBlank || (indent < 4 && (stops(next) || interrupts(next)))) break;
    } else {
      const text = reader.ink(next);
      if (fence) fence = closesFence(text, fence) ? null : fence;
      else fence = readFence(text, 0, 0);
    }
    afterBlank = false;
    last = next + 1;
  }
  return last;
}

/** The line after a quote: lines without `>` run on lazily to a blank one. */
export function lazyEnd(reader: LineReader, at: number, interrupts: Interrupts): number {
  let last = at + 1;
  while (last < reader.end && !reader.blank(last)) {
    if (!reader.ink(last).startsWith(">") && interrupts(last)) break;
    last++;
  }
  return last;
}
