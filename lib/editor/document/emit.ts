/** The text of one edited block: what was there keeps its source, what is new is written as the author writes. */
import type { Mark } from "@tiptap/pm/model";
import { alignUnits } from "./align.ts";
import type { AtomConstruct, MarkConstruct } from "./construct.ts";
import { oneLine } from "./inline.ts";
import type { Style } from "./style.ts";
import type { EditedUnit, MarkSpan, Unit } from "./tokens.ts";

/** How careful to be; found by reading back what was written. */
export interface Care {
  /** Which characters get a backslash: none, those of new text, or those that were there as well. */
  escape: "none" | "new" | "all";
  /** Line breaks beside changes become spaces, and changed blocks stand between blank lines. */
  loose: boolean;
  /** New emphasis takes the other sign, where the author's own would run into what stands beside it. */
  other: boolean;
  /** Ordinals of escapes that turned out not to be needed. */
  spared: ReadonlySet<number>;
  /** Counts escapes while writing. */
  escapes: number;
}

export interface Words {
  marks: ReadonlyMap<string, MarkConstruct>;
  atoms: ReadonlyMap<string, AtomConstruct>;
  style: Style;
}

export interface Emission {
  words: Words;
  care: Care;
  /** In place, line breaks of the source keep their bytes; else they are `\n`, and containers add prefixes. */
  inPlace: boolean;
  /** What a new line begins with. */
  newline: string;
  /** Running text, or text shown as written. */
  rich: boolean;
  /** Within a table's cell a bar is escaped. */
  cell?: boolean;
  /** No line breaks: headings, terms, cells. */
  line?: boolean;
}

const special = /[\\`*_[\]<>@$^~{}&!|#+\-.:()=]/u;

interface Placed {
  edited: EditedUnit;
  was: Unit | null;
  /** Where it stood among the units. */
  index: number;
  former: Unit | null;
  stack: MarkSpan[];
}

/** Write the units of a block that was made of `before`, or is new when that is empty. */
export function emitUnits(before: readonly Unit[], after: readonly EditedUnit[], how: Emission): string {
  const match = alignUnits(before, after);
  let first = 0;
  let end = after.length;
  if (how.rich) {
    // White space that stood at the very ends before stays.
    while (first < end && isSpace(after[first]) && match[first] !== 0) first++;
    while (end > first && isSpace(after[end - 1]) && match[end - 1] !== before.length - 1) end--;
  }
  if (!how.inPlace) forgetShortRuns(match);
  const placed: Placed[] = [];
  for (let at = first; at < end; at++) {
    const was = before[match[at] ?? -1] ?? null;
    const edited = after[at] as EditedUnit;
    placed.push({
      edited,
      was,
      index: match[at] ?? -1,
      former: was ? null : formerOf(before, match, at),
      stack: [],
    });
  }
  if (how.rich) {
    nestMarks(placed);
    dropMarksOnEdges(placed, how.words);
  }
  return writePlaced(placed, how);
}

/** What stood where a new unit stands: it is that one, changed, if it is of the same kind. */
function formerOf(before: readonly Unit[], match: Int32Array, at: number): Unit | null {
  let previous = at - 1;
  while (previous >= 0 && match[previous] === -1) previous--;
  const was = (match[previous] ?? -1) + 1;
  let next = at + 1;
  while (next < match.length && match[next] === -1) next++;
  return was < (match[next] ?? before.length) ? (before[was] ?? null) : null;
}

/** A few characters that happen to be alike are no sign that new text came from old. */
function forgetShortRuns(match: Int32Array): void {
  for (let at = 0; at < match.length; ) {
    let end = at + 1;
    while (end < match.length && match[end] === (match[end - 1] ?? 0) + 1) end++;
    if (end - at < 8 && end - at < match.length) match.fill(-1, at, end);
    at = end;
  }
}

function isSpace(unit: EditedUnit | undefined): boolean {
  return unit?.key === " " || unit?.key === "\t" || unit?.key === "\n";
}

/** Give each unit its markup, outermost first: kept markup stays what it was, new markup spans all it can. */
function nestMarks(placed: readonly Placed[]): void {
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
function dropMarksOnEdges(placed: readonly Placed[], words: Words): void {
  const edge = (span: MarkSpan): string => words.marks.get(span.mark.type.name)?.edge ?? "any";
  const flanking = (span: MarkSpan): boolean => edge(span) === "word";
  const sweep = (step: 1 | -1): void => {
    const start = step === 1 ? 0 : placed.length - 1;
    for (let at = start; at >= 0 && at < placed.length; at += step) {
      const each = placed[at] as Placed;
      // Nor can punctuation be at the edge when a letter stands right outside.
      const outside = placed[at - step]?.edited.key ?? " ";
      const punctuation =
        /[\p{P}\p{S}]/u.test(each.edited.key) && !each.edited.atom && /[\p{L}\p{N}]/u.test(outside);
      if (!isSpace(each.edited) && !(punctuation && !wasThere(each, flanking))) continue;
      const beside = placed[at - step]?.stack ?? [];
      const loses = isSpace(each.edited) ? (span: MarkSpan) => edge(span) !== "any" : flanking;
      each.stack = each.stack.filter((span) => !loses(span) || beside.includes(span));
    }
  };
  sweep(1);
  sweep(-1);
  // The same where markup is closed and opened again because other markup ends inside of it.
  const reopened = (step: 1 | -1): void => {
    const start = step === 1 ? 0 : placed.length - 1;
    for (let at = start; at >= 0 && at < placed.length; at += step) {
      const each = placed[at] as Placed;
      const outside = placed[at - step];
      const moved = outside?.index !== each.index - step && /[\p{L}\p{N}]/u.test(outside?.edited.key ?? " ");
      const punctuation = moved && !each.edited.atom && /[\p{P}\p{S}]/u.test(each.edited.key);
      if (!isSpace(each.edited) && !punctuation) continue;
      const beside = outside?.stack ?? [];
      let common = 0;
      while (common < beside.length && beside[common] === each.stack[common]) common++;
      each.stack = each.stack.filter(
        (span, depth) => depth < common || edge(span) === "any" || (punctuation && edge(span) !== "word"),
      );
    }
  };
  reopened(1);
  reopened(-1);
}

/** Whether a unit's emphasis is what it was in the source. */
function wasThere(placed: Placed, flanking: (span: MarkSpan) => boolean): boolean {
  return placed.stack.filter(flanking).every((span) => placed.was?.stack.includes(span));
}

function writePlaced(placed: readonly Placed[], how: Emission): string {
  let written = "";
  let open: readonly MarkSpan[] = [];
  const closing = new Map<MarkSpan, string>();
  const close = (from: number): void => {
    for (const span of open.slice(from).reverse()) written += closing.get(span) ?? "";
  };
  for (const [at, each] of placed.entries()) {
    let common = 0;
    while (common < open.length && open[common] === each.stack[common]) common++;
    close(common);
    for (const span of each.stack.slice(common)) {
      const markup = markupOf(span, placed, at, how);
      written += markup.open;
      closing.set(span, markup.close);
    }
    open = each.stack;
    written += unitText(each, at, placed, how);
  }
  close(0);
  return written;
}

function markupOf(
  span: MarkSpan,
  placed: readonly Placed[],
  at: number,
  how: Emission,
): { open: string; close: string } {
  let text = "";
  let next = at;
  for (; placed[next]?.stack.includes(span); next++) {
    const unit = (placed[next] as Placed).edited;
    text += unit.atom ? "" : unit.key;
  }
  // Within a word only asterisks are read as markup.
  const glued = touches(span, placed[at], placed[at - 1]) || touches(span, placed[next - 1], placed[next]);
  const style: Style = glued ? { ...how.words.style, emphasis: "*", strong: "**" } : { ...how.words.style };
  if (how.care.other) style.emphasis = style.emphasis === "*" ? "_" : "*";
  const fresh = how.words.marks.get(span.mark.type.name)?.write(span.mark as Mark, style, text) ?? {
    open: "",
    close: "",
  };
  if (span.open === null || span.close === null) return fresh;
  if (glued && span.open.startsWith("_") && how.rich) return fresh;
  // A code span whose text now holds its own backticks needs longer ones.
  if (span.mark.type.name === "code") {
    const ticks = /^`+/u.exec(span.open)?.[0].length ?? 1;
    for (const found of text.matchAll(/`+/gu)) if (found[0].length === ticks) return fresh;
    if (text.startsWith("`") && !/\s$/u.test(span.open)) return fresh;
    if (text.endsWith("`") && !/^\s/u.test(span.close)) return fresh;
  }
  return how.inPlace
    ? { open: span.open, close: span.close }
    : { open: oneLine(span.open), close: oneLine(span.close) };
}

/** Whether a letter stands right outside of markup, with no other markup between. */
function touches(span: MarkSpan, inside: Placed | undefined, outside: Placed | undefined): boolean {
  if (!inside || !outside || !/^[\p{L}\p{N}_*]$/u.test(outside.edited.key)) return false;
  const others = [...inside.stack, ...outside.stack].filter((each) => each !== span);
  return others.every((each) => inside.stack.includes(each) && outside.stack.includes(each));
}

function unitText(
  { edited, was, former, stack }: Placed,
  at: number,
  placed: readonly Placed[],
  how: Emission,
): string {
  // A line neither begins nor ends with a space that did not stand there.
  if (how.rich && edited.key === " " && !was?.soft) {
    if (besideBreak(placed, at, -1) || besideBreak(placed, at, 1)) return "";
  }
  if (was) {
    if (was.soft) {
      const beside = placed[at - 1]?.was === null || placed[at + 1]?.was === null || !placed[at + 1];
      if (how.rich && ((how.care.loose && beside) || how.line)) return " ";
      return how.inPlace ? was.raw : "\n";
    }
    if (was.atom && !how.inPlace)
      return was.atom.type.name === "hardBreak" ? how.words.style.hardBreak : oneLine(was.raw);
    if (
      how.care.escape === "all" &&
      was.raw.length === 1 &&
      how.rich &&
      special.test(was.raw) &&
      !inCode(stack)
    )
      return escaped(was.raw, how.care);
    return was.raw;
  }
  if (edited.atom) return atomText(edited, former, how);
  if (edited.key === "\n") return how.rich ? " " : how.newline;
  if (!how.rich) return edited.key;
  if (how.cell && edited.key === "|") return "\\|";
  if (how.care.escape === "none" || !special.test(edited.key) || inCode(stack)) return edited.key;
  return escaped(edited.key, how.care);
}

/** Whether a line break stands beside a unit that it did not stand beside before. */
function besideBreak(placed: readonly Placed[], at: number, step: 1 | -1): boolean {
  const beside = placed[at + step];
  return beside?.was?.soft === true && placed[at]?.index !== beside.index - step;
}

function inCode(stack: readonly MarkSpan[]): boolean {
  return stack.some((span) => span.mark.type.name === "code");
}

function escaped(character: string, care: Care): string {
  const ordinal = care.escapes++;
  return care.spared.has(ordinal) ? character : `\\${character}`;
}

function atomText(edited: EditedUnit, former: Unit | null, how: Emission): string {
  const { atom } = edited;
  if (!atom) return "";
  const written = how.words.atoms.get(atom.type.name)?.write(atom, how.words.style) ?? "";
  if (atom.type.name === "hardBreak") {
    if (how.line || how.cell) return "<br>";
    return how.inPlace ? written.replace("\n", how.newline) : written;
  }
  if (former?.atom?.type === atom.type && how.inPlace)
    return respell(former.raw, String(former.atom.attrs.source), written);
  return oneLine(written);
}

/** The source of an atom whose own source was changed from `before` to `after`: only the change is made in `raw`. */
export function respell(raw: string, before: string, after: string): string {
  if (oneLine(raw) !== before) return after;
  // Where each character of the single line stands in the source.
  const places: number[] = [];
  let at = 0;
  for (const found of raw.matchAll(/[ \t]*\r?\n[ \t>]*/gu)) {
    while (at < found.index) places.push(at++);
    places.push(at);
    at = found.index + found[0].length;
  }
  while (at < raw.length) places.push(at++);
  places.push(raw.length);
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < Math.min(before.length, after.length) - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++;
  return (
    raw.slice(0, places[head] ?? 0) +
    after.slice(head, after.length - tail) +
    raw.slice(places[before.length - tail] ?? raw.length)
  );
}
