/** Which markup stands around which text of an edited block, and in which order. */
import type { MarkConstruct } from "./construct.ts";
import type { EditedUnit, MarkSpan, Unit } from "./tokens.ts";

/** A unit on its way into the source. */
export interface Placed {
  edited: EditedUnit;
  was: Unit | null;
  /** Where it stood among the units. */
  index: number;
  former: Unit | null;
  stack: MarkSpan[];
}

/** Whether a unit is white space. */
export function isSpace(unit: EditedUnit | undefined): boolean {
  return unit?.key === " " || unit?.key === "\t" || unit?.key === "\n";
}

/** Give each unit its markup, outermost first: kept markup stays what it was, new markup spans all it can. */
export function nestMarks(placed: readonly Placed[]): void {
  const spans: Map<string, MarkSpan>[] = placed.map(({ edited, was }) => {
    const own = new Map<string, MarkSpan>();
    for (const span of was?.stack ?? []) if (edited.marks.has(span.key)) own.set(span.key, span);
    return own;
  });
  // New text within or beside markup of the same kind is part of it.
  for (let at = 1; at < placed.length; at++) adopt(placed[at], spans[at], spans[at - 1]);
  for (let at = placed.length - 2; at >= 0; at--) adopt(placed[at], spans[at], spans[at + 1]);
  for (let at = 0; at < placed.length; at++) {
    for (const [key, mark] of placed[at]?.edited.marks ?? []) {
      if (spans[at]?.has(key)) continue;
      const fresh = spans[at - 1]?.get(key) ??
        placed[at]?.former?.stack.find((span) => span.key === key) ?? { key, mark, open: null, close: null };
      spans[at]?.set(key, fresh);
    }
  }
  joinSpans(placed, spans);
  // How far each piece of markup reaches from here decides what stands outside of what.
  const reach: Map<MarkSpan, number>[] = [];
  for (let at = placed.length - 1; at >= 0; at--) {
    const here = new Map<MarkSpan, number>();
    for (const span of spans[at]?.values() ?? []) here.set(span, (reach[at + 1]?.get(span) ?? at) || at);
    reach[at] = here;
  }
  let open: readonly MarkSpan[] = [];
  for (const [at, each] of placed.entries()) {
    const own = new Set(spans[at]?.values() ?? []);
    // Markup inside markup of its own kind stays so.
    for (const span of each.was?.stack ?? []) {
      const shown = spans[at]?.get(span.key);
      if (shown && each.was?.stack.includes(shown)) own.add(span);
    }
    const kept: MarkSpan[] = [];
    for (const span of open) {
      if (!own.has(span)) break;
      kept.push(span);
    }
    const order = each.was?.stack ?? each.former?.stack ?? [];
    const others = [...own].filter((span) => !kept.includes(span));
    others.sort(
      (a, b) => (reach[at]?.get(b) ?? 0) - (reach[at]?.get(a) ?? 0) || rank(order, a) - rank(order, b),
    );
    each.stack = [...kept, ...others];
    open = each.stack;
  }
}

/** Two pieces of the same markup that come to stand side by side are one, unless they always did. */
function joinSpans(placed: readonly Placed[], spans: readonly Map<string, MarkSpan>[]): void {
  for (let at = 1; at < placed.length; at++) {
    const together = placed[at]?.index === (placed[at - 1]?.index ?? -2) + 1 && placed[at - 1]?.index !== -1;
    if (together) continue;
    for (const [key, span] of spans[at - 1] ?? []) {
      const other = spans[at]?.get(key);
      if (!other || other === span) continue;
      for (let next = at; spans[next]?.get(key) === other; next++) spans[next]?.set(key, span);
    }
  }
}

function rank(order: readonly MarkSpan[], span: MarkSpan): number {
  const at = order.indexOf(span);
  return at === -1 ? order.length : at;
}

function adopt(
  placed: Placed | undefined,
  own: Map<string, MarkSpan> | undefined,
  beside: Map<string, MarkSpan> | undefined,
): void {
  if (!placed || !own || !beside) return;
  for (const key of placed.edited.marks.keys()) {
    const span = beside.get(key);
    if (span && !own.has(key)) own.set(key, span);
  }
}

/** White space at the edges of emphasis stands outside of it, or the markup would not be read. */
export function dropMarksOnEdges(placed: readonly Placed[], marks: ReadonlyMap<string, MarkConstruct>): void {
  const holds = (span: MarkSpan): boolean => marks.get(span.mark.type.name)?.edge !== "ink";
  const sweep = (step: 1 | -1): void => {
    const start = step === 1 ? 0 : placed.length - 1;
    for (let at = start; at >= 0 && at < placed.length; at += step) {
      const each = placed[at] as Placed;
      if (!isSpace(each.edited)) continue;
      const beside = placed[at - step]?.stack ?? [];
      each.stack = each.stack.filter((span) => holds(span) || beside.includes(span));
    }
  };
  sweep(1);
  sweep(-1);
  // The same where markup is closed and opened again because other markup ends inside of it.
  const reopened = (step: 1 | -1): void => {
    const start = step === 1 ? 0 : placed.length - 1;
    for (let at = start; at >= 0 && at < placed.length; at += step) {
      const each = placed[at] as Placed;
      if (!isSpace(each.edited)) continue;
      const beside = placed[at - step]?.stack ?? [];
      let common = 0;
      while (common < beside.length && beside[common] === each.stack[common]) common++;
      each.stack = each.stack.filter((span, depth) => depth < common || holds(span));
    }
  };
  reopened(1);
  reopened(-1);
}
