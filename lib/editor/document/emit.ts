/** The text of one edited block: what was there keeps its source, what is new is written as the author writes. */
import type { Mark } from "@tiptap/pm/model";
import { alignUnits } from "./align.ts";
import type { AtomConstruct, MarkConstruct } from "./construct.ts";
import { oneLine } from "./inline.ts";
import { dropMarksOnEdges, isSpace, nestMarks, type Placed } from "./nesting.ts";
import type { Style } from "./style.ts";
import type { EditedUnit, MarkSpan, Unit } from "./tokens.ts";

/** How careful to be; found by reading back what was written. */
export interface Care {
  /** Which characters get a backslash: none, those of new text, or those that were there as well. */
  escape: "none" | "new" | "all";
  /** Line breaks beside changes become spaces, and changed blocks stand between blank lines. */
  loose: boolean;
  /** An empty comment stands between blocks that would run into one another, as Pandoc's manual has it. */
  apart: boolean;
  /**
   * New emphasis takes the other sign, where the author's own would run into what stands beside it; a link whose words
   * were its label gets a label.
   */
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
    dropMarksOnEdges(placed, how.words.marks);
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
  let nested = false;
  for (; placed[next]?.stack.includes(span); next++) {
    const { edited: unit, stack } = placed[next] as Placed;
    text += unit.atom ? "" : unit.key;
    if (stack[stack.length - 1] !== span) nested = true;
  }
  // Between angle brackets there is no markup: such a link is written out.
  if (nested && span.mark.type.name === "link") text = "";
  // Within a word only asterisks are read as markup.
  const glued = touches(span, placed[at], placed[at - 1]) || touches(span, placed[next - 1], placed[next]);
  const style: Style = glued ? { ...how.words.style, emphasis: "*", strong: "**" } : { ...how.words.style };
  if (how.care.other) style.emphasis = style.emphasis === "*" ? "_" : "*";
  const fresh = how.words.marks.get(span.mark.type.name)?.write(span.mark as Mark, style, text) ?? {
    open: "",
    close: "",
  };
  const label = how.care.other ? labelled(span.mark as Mark) : null;
  if (label !== null) return { open: "[", close: label };
  if (span.open === null || span.close === null || (nested && span.open === "<")) return fresh;
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

/** The end of a link that names its words as its label, with the label named instead; null for others. */
function labelled(mark: Mark): string | null {
  const { reference, href, attributes } = mark.attrs;
  if (mark.type.name !== "link" || (reference !== "" && reference !== "[]")) return null;
  return `][${String(href).slice(1)}]${attributes ?? ""}`;
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
  // Within code a bar does not end a cell, and a backslash would be shown.
  if (how.cell && edited.key === "|") return inCode(stack) ? "|" : "\\|";
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
