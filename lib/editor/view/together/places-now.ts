/**
 * Offsets of the text as it is now, and positions of the document as it is now, by way of the source that was read last:
 * both have moved on since, and reading a chapter again for every cursor would be slow.
 */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { OpenDocument } from "../../document/index.ts";
import { offsetAt, positionAt } from "../../place/index.ts";

/** `[from, to)` here is `[from, to + growth)` there. */
interface Stretch {
  from: number;
  to: number;
  growth: number;
}

/** Whether a place is in or after what was typed since; then it is as far from where that begins, here and there. */
const isWithin = (at: number, { from, to, growth }: Stretch): boolean => at > from && at <= to + growth;
const within = (distance: number, { from, to, growth }: Stretch): number =>
  Math.min(from + distance, Math.max(from, to + growth));

/** A place carried over the stretch that differs: what lies behind it moves, what lies within keeps its distance. */
function carry(at: number, { from, to, growth }: Stretch): number {
  if (at <= from) return at;
  if (at >= to) return at + growth;
  return Math.min(at, Math.max(from, to + growth));
}

const back = ({ from, to, growth }: Stretch): Stretch => ({ from, to: to + growth, growth: -growth });

function textStretch(before: string, after: string): Stretch | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  return { from: head, to: before.length - tail, growth: after.length - before.length };
}

function documentStretch(before: ProseNode, after: ProseNode): Stretch | null {
  const from = before.content.findDiffStart(after.content);
  if (from === null) return null;
  const ends = before.content.findDiffEnd(after.content);
  const growth = after.content.size - before.content.size;
  if (!ends) return { from, to: from, growth };
  const overlap = Math.max(0, from - Math.min(ends.a, ends.b));
  return { from, to: ends.a + overlap, growth };
}

/** How to go between the document and its text at this moment. */
export function placesNow(opened: OpenDocument, doc: ProseNode, text: string) {
  const written = textStretch(opened.source, text);
  const shown = documentStretch(opened.doc, doc);
  return {
    /** The offset in the text of a position. */
    offset(pos: number): number {
      if (written && shown && isWithin(pos, shown)) return within(pos - shown.from, written);
      const at = offsetAt(opened, shown ? carry(pos, back(shown)) : pos);
      const now = written ? carry(at, written) : at;
      return Math.max(0, Math.min(now, text.length));
    },
    /** The position of an offset in the text. */
    position(offset: number): number {
      if (written && shown && isWithin(offset, written)) return within(offset - written.from, shown);
      const at = positionAt(opened, written ? carry(offset, back(written)) : offset);
      return Math.max(0, Math.min(shown ? carry(at, shown) : at, doc.content.size));
    },
  };
}
