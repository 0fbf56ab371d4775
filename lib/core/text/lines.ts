/**
 * Lines are ranges of the source, never copies of it. A container (a list item, a quote, a table cell) hands
 * its content on as the same lines with `from` moved past its prefix, so that whatever is found inside still
 * carries offsets into the original source.
 */

/** One line: `from` is its first content byte within the container, `to` its end without the line ending. */
export interface Line {
  from: number;
  to: number;
}

/** Cut a source at LF, CRLF and lone CR. A byte order mark is left before the first line; a `part` of one has none. */
export function splitLines(source: string, part = false): Line[] {
  const lines: Line[] = [];
  let from = source.charCodeAt(0) === 0xfeff && !part ? 1 : 0;
  if (!source.includes("\r")) {
    for (let to = source.indexOf("\n", from); to !== -1; to = source.indexOf("\n", from)) {
      lines.push({ from, to });
      from = to + 1;
    }
  } else {
    for (let at = from; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code !== 10 && code !== 13) continue;
      lines.push({ from, to: at });
      if (code === 13 && source.charCodeAt(at + 1) === 10) at++;
      from = at + 1;
    }
  }
  if (from < source.length) lines.push({ from, to: source.length });
  return lines;
}

/** Whether a line holds only spaces and tabs. */
export function isBlank(source: string, line: Line): boolean {
  for (let at = line.from; at < line.to; at++) {
    const code = source.charCodeAt(at);
    if (code !== 32 && code !== 9) return false;
  }
  return true;
}

/** Columns of white space at the head of a line, with tab stops every four columns. */
export function indentOf(source: string, line: Line): number {
  let column = 0;
  for (let at = line.from; at < line.to; at++) {
    const code = source.charCodeAt(at);
    if (code === 32) column++;
    else if (code === 9) column += 4 - (column % 4);
    else break;
  }
  return column;
}

/** Offset of the first byte that is not a space or tab. */
export function firstInk(source: string, line: Line): number {
  let at = line.from;
  while (at < line.to) {
    const code = source.charCodeAt(at);
    if (code !== 32 && code !== 9) break;
    at++;
  }
  return at;
}

/** Offset after the last byte that is not white space, never before `from`. */
export function lastInk(source: string, from: number, to: number): number {
  let at = to;
  while (at > from) {
    const code = source.charCodeAt(at - 1);
    if (code !== 32 && code !== 9 && code !== 10 && code !== 13) break;
    at--;
  }
  return at;
}

/** The same line with at most `columns` columns of leading white space taken off. */
export function dedent(source: string, line: Line, columns: number): Line {
  let column = 0;
  let at = line.from;
  while (at < line.to && column < columns) {
    const code = source.charCodeAt(at);
    if (code === 32) column++;
    else if (code === 9) column += 4 - (column % 4);
    else break;
    at++;
  }
  return { from: at, to: line.to };
}

/** Offsets at which the lines of a source begin, the first always 0. */
export function lineStarts(source: string): number[] {
  const starts = [0];
  if (!source.includes("\r")) {
    for (let at = source.indexOf("\n"); at !== -1; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === 13 && source.charCodeAt(at + 1) === 10) at++;
    if (code === 10 || code === 13) starts.push(at + 1);
  }
  return starts;
}

/** Index of the last entry not above `offset`. */
export function lineIndexAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Line and column of an offset, both from 1; an offset outside the source is moved to its nearest end. */
export function lineAndColumn(source: string, offset: number): { line: number; column: number } {
  const at = Math.max(0, Math.min(source.length, Math.floor(offset)));
  const starts = lineStarts(source);
  const index = lineIndexAt(starts, at);
  return { line: index + 1, column: at - (starts[index] ?? 0) + 1 };
}
