/** Lines of a construct replaced by other lines: what is the same keeps its bytes. */
import { diffArrays } from "diff";
import type { Span } from "#lib/core/text/index.ts";
import type { Desk } from "./construct.ts";

/** Make `after` of the lines that stand at `lines`. New lines get the prefix of their container. */
export function replaceLines(
  desk: Desk,
  lines: readonly Span[],
  prefix: string,
  after: readonly string[],
): void {
  const before = lines.map(({ start, end }) => desk.source.slice(start, end));
  const newline = desk.style.eol + prefix;
  for (const { a: from, b: until, c, d } of hunks(before, after)) {
    const news = after.slice(c, d);
    if (until - from === news.length)
      for (const [index, text] of news.entries()) {
        const line = lines[from + index] as Span;
        desk.edit(line.start, line.end, text);
      }
    else if (until === from && from > 0) {
      const { end } = lines[from - 1] as Span;
      desk.edit(end, end, news.map((line) => newline + line).join(""));
    } else if (news.length === 0 && from > 0)
      desk.edit((lines[from - 1] as Span).end, (lines[until - 1] as Span).end, "");
    else if (until === from) {
      const { start } = lines[0] as Span;
      desk.edit(start, start, news.map((line) => line + newline).join(""));
    } else if (news.length === 0)
      desk.edit((lines[0] as Span).start, lines[until]?.start ?? (lines[until - 1] as Span).end, "");
    else desk.edit((lines[from] as Span).start, (lines[until - 1] as Span).end, news.join(newline));
  }
}

interface Hunk {
  a: number;
  b: number;
  c: number;
  d: number;
}

function hunks(before: readonly string[], after: readonly string[]): Hunk[] {
  const changes = diffArrays([...before], [...after], { maxEditLength: 2_000 });
  if (!changes) return [{ a: 0, b: before.length, c: 0, d: after.length }];
  const found: Hunk[] = [];
  let a = 0;
  let c = 0;
  let open: Hunk | null = null;
  for (const { added, removed, value } of changes) {
    if (!added && !removed) {
      a += value.length;
      c += value.length;
      open = null;
      continue;
    }
    if (!open) {
      open = { a, b: a, c, d: c };
      found.push(open);
    }
    if (removed) a += value.length;
    else c += value.length;
    open.b = a;
    open.d = c;
  }
  return found;
}
