/** The text of a block as units (visible characters and atoms), each with its exact source. */
import type { Mark, Node as ProseNode } from "@tiptap/pm/model";
import type { Nodes, PhrasingContent, Text } from "mdast";
import { spanOf, type TextOrigin } from "./origin.ts";

/** One piece of markup around text, as it stands in the source or as it will. */
export interface MarkSpan {
  key: string;
  mark: Mark;
  /** Source before and after the text; null for new markup. */
  open: string | null;
  close: string | null;
}

/** One visible character or one atom. */
export interface Unit {
  /** The character, or a key that no character has. */
  key: string;
  /** The atom's node; null for a character. */
  atom: ProseNode | null;
  /** Its exact source; white space that shows as nothing belongs to the line break beside it. */
  raw: string;
  /** A line break in the source, shown as a space (in running text) or as a line break. */
  soft: boolean;
  /** Markup around it, outermost first. */
  stack: readonly MarkSpan[];
}

/** What reads inline constructs; the same functions build the document, so that both agree. */
export interface InlineReader {
  /** Null when this node of the tree is no mark, or one without text. */
  mark(node: Nodes): Mark | null;
  atom(node: Nodes): ProseNode | null;
}

export function markKey(mark: Mark): string {
  return mark.type.name + JSON.stringify(mark.attrs);
}

export function atomKey(node: ProseNode): string {
  return `\u0000${node.type.name}${JSON.stringify(node.attrs)}`;
}

interface Placed {
  start: number;
  end: number;
  unit?: Unit;
  opens?: MarkSpan;
  closes?: MarkSpan;
}

/** The units of a textblock as it was opened. */
export function originUnits(source: string, text: TextOrigin, inline: InlineReader): Unit[] {
  return text.kind === "rich" ? richUnits(source, text, inline) : verbatimUnits(source, text.lines);
}

function verbatimUnits(source: string, lines: readonly { start: number; end: number }[]): Unit[] {
  const units: Unit[] = [];
  for (const [index, line] of lines.entries()) {
    for (let at = line.start; at < line.end; at++) units.push(character(source[at] ?? "", false, []));
    const next = lines[index + 1];
    if (next) units.push({ ...character("\n", true, []), raw: source.slice(line.end, next.start) });
  }
  return units;
}

function character(key: string, soft: boolean, stack: readonly MarkSpan[]): Unit {
  return { key, atom: null, raw: key, soft, stack };
}

function richUnits(source: string, text: TextOrigin & { kind: "rich" }, inline: InlineReader): Unit[] {
  const placed: Placed[] = [];
  const visit = (nodes: readonly PhrasingContent[], stack: readonly MarkSpan[]): void => {
    for (const node of nodes) {
      const { start, end } = spanOf(node);
      if (node.type === "text") {
        placeText(source, node, stack, placed);
        continue;
      }
      const mark = inline.mark(node);
      if (!mark) {
        const atom = inline.atom(node);
        if (atom)
          placed.push({ start, end, unit: { key: atomKey(atom), atom, raw: "", soft: false, stack } });
        continue;
      }
      const span: MarkSpan = { key: markKey(mark), mark, open: "", close: "" };
      const inside = [...stack, span];
      const open: Placed = { start, end: start, opens: span };
      placed.push(open);
      if (node.type === "inlineCode") placeCode(source, start, end, node.value, inside, placed);
      else if ("children" in node) visit(node.children as PhrasingContent[], inside);
      const last = placed[placed.length - 1] as Placed;
      placed.push({ start: last === open ? end : last.end, end, closes: span });
    }
  };
  visit(text.children, []);
  return assignSource(source, text, placed);
}

/** Give every byte of the text to one unit or one piece of markup. */
function assignSource(
  source: string,
  text: { start: number; end: number },
  placed: readonly Placed[],
): Unit[] {
  const units: Unit[] = [];
  let from = text.start;
  for (const [index, each] of placed.entries()) {
    const next = placed[index + 1];
    // What lies before a line break (trailing spaces) is the break's own.
    const until =
      next === undefined ? text.end : next.unit?.soft ? Math.max(each.end, from) : Math.max(next.start, from);
    const raw = source.slice(from, until);
    from = until;
    if (each.unit) {
      each.unit.raw = raw;
      units.push(each.unit);
    } else if (each.opens) each.opens.open = raw;
    else if (each.closes) each.closes.close = raw;
  }
  return units;
}

function placeText(source: string, node: Text, stack: readonly MarkSpan[], placed: Placed[]): void {
  const { start, end } = spanOf(node);
  const { value } = node;
  const runs = node.runs ?? [{ at: 0, source: start, length: value.length }];
  let at = 0;
  let from = start;
  const gap = (to: number, until: number): void => {
    // Escapes, entities and line breaks: each stands for one or more characters.
    while (at < to) {
      const size = at === to - 1 ? until - from : sourceLength(source, from, until, value[at] ?? "");
      placed.push({ start: from, end: from + size, unit: visible(value[at] ?? "", stack) });
      from += size;
      at++;
    }
  };
  for (const run of runs) {
    gap(run.at, run.source);
    from = run.source;
    for (; at < run.at + run.length; at++, from++) {
      placed.push({ start: from, end: from + 1, unit: visible(value[at] ?? "", stack) });
    }
  }
  gap(value.length, end);
}

function visible(value: string, stack: readonly MarkSpan[]): Unit {
  return value === "\n" ? character(" ", true, stack) : character(value, false, stack);
}

function sourceLength(source: string, from: number, until: number, value: string): number {
  const room = until - from;
  if (value === "\n")
    return Math.min(room, /^[ \t]*(?:\r\n?|\n)?[ \t>]*/u.exec(source.slice(from, until))?.[0].length ?? 1);
  if (source[from] === "\\") return Math.min(room, 2);
  if (source[from] === "&") {
    const end = source.indexOf(";", from);
    if (end !== -1 && end < until) return end + 1 - from;
  }
  return Math.min(room, 1);
}

/** The text of inline code: backticks and padding are the markup's, line breaks show as spaces. */
function placeCode(
  source: string,
  start: number,
  end: number,
  value: string,
  stack: readonly MarkSpan[],
  placed: Placed[],
): void {
  let at = start;
  while (source[at] === "`") at++;
  const ticks = at - start;
  while (at < end && /\s/u.test(source[at] ?? "")) at++;
  for (let index = 0; index < value.length; index++) {
    const from = at;
    const wanted = value[index] ?? "";
    let soft = false;
    if (source[at] === wanted && !/^[ \t]*[\r\n]/u.test(source.slice(at, at + 16))) at++;
    else {
      soft = true;
      const next = value[index + 1] ?? "`";
      at++;
      while (at < end - ticks && source[at] !== next) at++;
    }
    placed.push({ start: from, end: at, unit: character(wanted, soft, stack) });
  }
}

/** One visible character or atom of an edited textblock. */
export interface EditedUnit {
  key: string;
  atom: ProseNode | null;
  marks: ReadonlyMap<string, Mark>;
}

/** The units of a textblock as it is now. */
export function editedUnits(node: ProseNode): EditedUnit[] {
  const units: EditedUnit[] = [];
  node.forEach((child) => {
    const marks = new Map(child.marks.map((mark) => [markKey(mark), mark]));
    if (child.isText) {
      const text = child.text ?? "";
      for (let at = 0; at < text.length; at++) units.push({ key: text[at] ?? "", atom: null, marks });
    } else units.push({ key: atomKey(child), atom: child, marks });
  });
  return units;
}
