/** Edits of a source, put together and applied. */
import { type Edit, splice } from "#lib/core/text/index.ts";

/** A replacement without what is the same at its ends; null when nothing changes. */
export function trimmed(source: string, start: number, end: number, text: string): Edit | null {
  const was = source.slice(start, end);
  if (was === text) return null;
  const shorter = Math.min(was.length, text.length);
  let head = 0;
  while (head < shorter && was[head] === text[head]) head++;
  let tail = 0;
  while (tail < shorter - head && was[was.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  return { span: { start: start + head, end: end - tail }, text: text.slice(head, text.length - tail) };
}

/** The same edits in the order of the source. */
export function inOrder(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** Edits applied to a part of the source. */
export function spliced(source: string, edits: readonly Edit[], start: number, end: number): string {
  const moved = inOrder(edits).map(({ span, text }) => ({
    span: { start: span.start - start, end: span.end - start },
    text,
  }));
  const done = splice(source.slice(start, end), moved);
  if (!done.ok) throw new Error(`The changes of a document overlap: ${JSON.stringify(moved.slice(0, 8))}`);
  return done.value;
}
