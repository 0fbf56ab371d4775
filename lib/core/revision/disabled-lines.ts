import type { Span } from "#lib/core/text/index.ts";

const comment =
  /<!--\s*colophon-(disable-next-line|disable-line|disable|enable)((?:[\s,]+[a-z][a-z0-9-]*)*)\s*-->/g;

/** Where a chapter asks to be left alone, by rule id; "*" is every rule. */
export type DisabledRanges = ReadonlyMap<string, Span[]>;

/**
 * Read the comments by which a chapter switches rules off for parts of itself: `colophon-disable` until
 * `colophon-enable` or the end, `colophon-disable-line`, `colophon-disable-next-line`; each with rule ids,
 * or for all rules without. Comments inside code are examples and do nothing.
 */
export function disabledRanges(source: string, code: readonly Span[]): DisabledRanges {
  const ranges = new Map<string, Span[]>();
  const open = new Map<string, number>();
  const add = (id: string, start: number, end: number): void => {
    ranges.set(id, [...(ranges.get(id) ?? []), { start, end }]);
  };
  for (const match of source.matchAll(comment)) {
    const at = match.index;
    if (code.some(({ start, end }) => at >= start && at < end)) continue;
    const named = match[2]!.split(/[\s,]+/).filter((id) => id !== "");
    const ids = named.length > 0 ? named : ["*"];
    const lineEnd = endOfLine(source, at + match[0].length);
    switch (match[1]) {
      case "disable-line":
        for (const id of ids) add(id, source.lastIndexOf("\n", at) + 1, lineEnd);
        break;
      case "disable-next-line":
        for (const id of ids) add(id, lineEnd + 1, endOfLine(source, lineEnd + 1));
        break;
      case "disable":
        for (const id of ids) if (!open.has(id)) open.set(id, at);
        break;
      case "enable":
        for (const id of named.length > 0 ? named : [...open.keys()]) {
          const start = open.get(id);
          if (start !== undefined) add(id, start, at);
          open.delete(id);
        }
    }
  }
  for (const [id, start] of open) add(id, start, source.length);
  return ranges;
}

/** Whether a rule is switched off at an offset. */
export function isDisabled(ranges: DisabledRanges, ruleId: string, offset: number): boolean {
  return [ruleId, "*"].some((id) =>
    ranges.get(id)?.some(({ start, end }) => offset >= start && offset < end),
  );
}

function endOfLine(source: string, offset: number): number {
  const end = source.indexOf("\n", offset);
  return end < 0 ? source.length : end;
}
