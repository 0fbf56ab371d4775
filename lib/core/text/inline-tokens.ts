/** What the inline scanner leaves behind, and how it becomes nodes. */
import type { Node, PhrasingContent, Text } from "mdast";
import type { Position } from "unist";
import type { InlineSource } from "./inline-source.ts";
import { limits } from "./piece.ts";

/** A stretch of markup that encloses others; offsets are in the text being read. */
export interface Mark {
  start: number;
  end: number;
  make: (children: PhrasingContent[], position: Position) => PhrasingContent;
}

/**
 * One token. `closes` are written before its own text and `opens` after it (outermost first), because of a
 * delimiter run the left characters close and the right ones open.
 */
export interface Token {
  start: number;
  end: number;
  /** What the token stands for, when that is not its own text. */
  value?: string;
  node?: PhrasingContent;
  opens?: Mark[];
  closes?: Mark[];
}

export type Place = (start: number, end: number) => Position;

interface Frame {
  mark: Mark | null;
  children: PhrasingContent[];
}

/** Gathers neighbouring text into one node and remembers where it is not the exact source. */
class TextGatherer {
  private readonly inline: InlineSource;
  private readonly place: Place;
  private value = "";
  private start = -1;
  private end = -1;
  private runs: { at: number; source: number; length: number }[] = [];

  constructor(inline: InlineSource, place: Place) {
    this.inline = inline;
    this.place = place;
  }

  add(value: string, start: number, end: number, verbatim: boolean): void {
    if (value === "" && end <= start) return;
    if (this.start === -1) this.start = start;
    const source = this.inline.at(start);
    const last = this.runs[this.runs.length - 1];
    const at = this.value.length;
    if (verbatim && last && last.at + last.length === at && last.source + last.length === source) {
      last.length += value.length;
    } else if (verbatim) this.runs.push({ at, source, length: value.length });
    this.value += value;
    this.end = end;
  }

  flush(into: PhrasingContent[]): void {
    if (this.start === -1) return;
    const node: Text = { type: "text", value: this.value, position: this.place(this.start, this.end) };
    const from = node.position?.start.offset ?? 0;
    const to = node.position?.end.offset ?? 0;
    const only = this.runs.length === 1 ? this.runs[0] : undefined;
    if (!only || only.source !== from || only.length !== this.value.length || to - from !== only.length) {
      node.runs = this.runs;
    }
    into.push(node);
    this.value = "";
    this.start = -1;
    this.runs = [];
  }
}

/** Build the nodes of a text from its tokens. Markup nested past the limit stays literal. */
export function buildNodes(inline: InlineSource, tokens: readonly Token[], place: Place): PhrasingContent[] {
  const root: Frame = { mark: null, children: [] };
  const frames: Frame[] = [root];
  const literal = new Set<Mark>();
  const text = new TextGatherer(inline, place);
  const top = (): Frame => frames[frames.length - 1] ?? root;
  for (const token of tokens) {
    let start = token.start;
    let end = token.end;
    for (const mark of token.closes ?? []) {
      if (literal.has(mark)) {
        text.add(inline.text.slice(start, mark.end), start, mark.end, true);
      } else {
        text.flush(top().children);
        const frame = frames.pop();
        if (frame) top().children.push(mark.make(frame.children, place(mark.start, mark.end)));
      }
      start = Math.max(start, mark.end);
    }
    // The outermost opener owns the leftmost characters.
    const opens = token.opens ? [...token.opens].reverse() : [];
    if (opens[0]) end = Math.min(end, opens[0].start);
    if (token.node) {
      text.flush(top().children);
      top().children.push(token.node);
    } else if (token.value !== undefined) {
      text.add(token.value, token.start, token.end, false);
    } else if (end > start) {
      text.add(inline.text.slice(start, end), start, end, true);
    }
    for (const [index, mark] of opens.entries()) {
      if (frames.length > limits.inlineDepth) {
        literal.add(mark);
        const next = opens[index + 1]?.start ?? token.end;
        text.add(inline.text.slice(mark.start, next), mark.start, next, true);
      } else {
        text.flush(top().children);
        frames.push({ mark, children: [] });
      }
    }
  }
  text.flush(top().children);
  return root.children;
}

/** A node's own position, or one that says nothing. */
export function positionOf(node: Node): Position {
  return (
    node.position ?? { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } }
  );
}
