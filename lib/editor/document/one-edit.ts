import type { Edit, Span } from "#lib/core/text/index.ts";

/**
 * The change of a text too long to be taken apart, as one edit of the source: from the first character that differs
 * to the last. `lines` are where its lines stand; `newline` is what a new one begins with.
 */
export function oneEdit(lines: readonly Span[], before: string, after: string, newline: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const text = after.slice(head, after.length - tail).replaceAll("\n", newline);
  return { span: { start: placeOf(lines, head), end: placeOf(lines, before.length - tail) }, text };
}

function placeOf(lines: readonly Span[], offset: number): number {
  let from = 0;
  for (const line of lines) {
    const length = line.end - line.start;
    if (offset <= from + length) return line.start + offset - from;
    from += length + 1;
  }
  return lines[lines.length - 1]?.end ?? 0;
}
