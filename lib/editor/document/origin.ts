/** Where every node of an opened document stands in its source. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { Nodes, PhrasingContent } from "mdast";
import type { Span } from "#lib/core/text/index.ts";
import type { Drawing } from "./grid-drawing.ts";
import type { OpenDocument } from "./open.ts";

/** How the text of a textblock lies in the source. */
export type TextOrigin =
  /** Running text with markup; `[start, end)` holds all of it. */
  | { kind: "rich"; children: readonly PhrasingContent[]; start: number; end: number }
  /** Text shown as it is written: one span for each line; `at` is where a first line would go, `tail` what follows it. */
  | { kind: "verbatim"; lines: readonly Span[]; at: number; tail: string };

/**
 * What a cell of a grid table holds, opened by itself: `lines` are where the lines of its text stand in the source of
 * the chapter, one stretch for each.
 */
export interface CellOrigin {
  opened: OpenDocument;
  lines: readonly Span[];
}

/** One node of the opened document beside its place in the source. Children stand one to one with the node's. */
export interface Origin {
  node: ProseNode;
  tree: Nodes | null;
  /** From the first byte of the construct's ink to its last. */
  start: number;
  end: number;
  /** What stands before each of its lines but the first: indentation and `>` of the containers around it. */
  prefix: string;
  /** The same for its children. */
  inner: string;
  children: readonly Origin[];
  text: TextOrigin | null;
  /** Nothing in the source: the empty paragraph an empty container shows. What goes around text typed there. */
  hollow?: { lead: string; tail: string };
  /** Stands for the children and the text of a cell of a grid table, which are a rectangle of the source. */
  cell?: CellOrigin;
  /** The lines of a grid table, and how it is drawn. */
  grid?: { lines: readonly Span[]; drawing: Drawing };
}

/** The white space and `>` before `offset` on its line; other characters (list markers) count as spaces. */
export function prefixAt(source: string, offset: number): string {
  return source.slice(lineStart(source, offset), offset).replace(/[^\s>]/gu, " ");
}

/** Where the line of `offset` begins. A lone carriage return counts as an end of line. */
export function lineStart(source: string, offset: number): number {
  let at = offset;
  while (at > 0 && source[at - 1] !== "\n" && source[at - 1] !== "\r") at--;
  return at;
}

/** Where the line of `offset` ends, its line ending left out. */
export function lineEnd(source: string, offset: number): number {
  let at = offset;
  while (at < source.length && source[at] !== "\n" && source[at] !== "\r") at++;
  return at;
}

/** Where the line after that of `offset` begins. */
export function nextLine(source: string, offset: number): number {
  const end = lineEnd(source, offset);
  return source[end] === "\r" && source[end + 1] === "\n" ? end + 2 : Math.min(source.length, end + 1);
}

/** The range of a tree node. */
export function spanOf(node: { position?: Nodes["position"] }): Span {
  const start = node.position?.start.offset ?? 0;
  return { start, end: node.position?.end.offset ?? start };
}

/**
 * Where the lines of `value` stand in the source from `from` on: each is a part of its line, at its end where it
 * can be (what stands before it is the prefix of a container). Null when they do not.
 */
export function verbatimLines(source: string, from: number, to: number, value: string): Span[] | null {
  const lines: Span[] = [];
  let at = from;
  for (const line of value.split("\n")) {
    const end = Math.min(to, lineEnd(source, at));
    let start = end - line.length;
    if (start < at || source.slice(start, end) !== line) {
      const found = source.slice(at, end).indexOf(line);
      if (found === -1) return null;
      start = at + found;
    }
    lines.push({ start, end: start + line.length });
    at = nextLine(source, end);
    if (at > to) at = to;
  }
  return lines;
}
