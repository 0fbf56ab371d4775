import type { Nodes } from "mdast";
import { parse, type Span } from "#lib/core/text/index.ts";

/** Stands in a projection for what is rendered in a way the source does not tell: a number, a formula. */
export const hole = "\uFFFC";

/**
 * The words of a passage as a reader sees them, each character with its place in the source. Quotes,
 * dashes and white space are made plain, so that typography does not matter when comparing.
 */
export interface Projection {
  text: string;
  /** UTF-16 offsets in the source of each character's first unit and of the unit after its last. */
  starts: number[];
  ends: number[];
  /** Emphasis, links and the like: the whole and what is inside, for widening a range to whole marks. */
  marks: { outer: Span; inner: Span }[];
}

/** Make typography plain: what is left of the text compares equal however it was typeset. */
export function plain(text: string): string {
  return text
    .replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, "")
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″]/g, '"')
    .replace(/…/g, "...")
    .replace(/[\u2010-\u2015\u2212-]+/g, "-")
    .replace(/\s+/gu, " ");
}

/** Project a part of a chapter. */
export function project(source: string, span: Span): Projection {
  const passage = source.slice(span.start, span.end);
  const writer = new Writer(passage, span.start);
  writer.node(parse(passage));
  writer.notes();
  return writer.projection;
}

class Writer {
  readonly projection: Projection = { text: "", starts: [], ends: [], marks: [] };
  private readonly passage: string;
  private readonly offset: number;
  private readonly characters: string[] = [];
  private waiting: Nodes[] = [];

  constructor(passage: string, offset: number) {
    this.passage = passage;
    this.offset = offset;
  }

  /** Footnotes are read where they stand on the page: after the text. */
  notes(): void {
    for (let note = this.waiting.shift(); note !== undefined; note = this.waiting.shift()) {
      this.space();
      if ("children" in note) for (const child of note.children) this.node(child);
    }
    this.projection.text = this.characters.join("");
  }

  node(node: Nodes): void {
    const [start, end] = range(node);
    switch (node.type) {
      case "text":
        this.words(node.value, start, end);
        break;
      case "inlineCode":
        if (node.computed === undefined) this.words(node.value, start, end);
        else this.put(hole, start, end);
        break;
      case "code": {
        const fenced = /^[ \t]*[`~]/.test(this.passage.slice(start, start + 8));
        this.space();
        this.words(node.value, fenced ? this.passage.indexOf("\n", start) + 1 : start, end);
        break;
      }
      case "image":
        this.words(node.alt ?? "", start, end);
        break;
      case "citation":
      case "crossReference":
      case "footnoteReference":
      case "inlineMath":
      case "math":
      case "shortcode":
      case "rawInline":
      case "imageReference":
        this.put(hole, start, end);
        break;
      case "inlineNote":
        this.waiting.push(node);
        this.put(hole, start, end);
        break;
      case "break":
        this.space();
        break;
      case "yaml":
      case "html":
      case "definition":
      case "texCommand":
      case "rawBlock":
      case "thematicBreak":
      case "opaque":
        break;
      default:
        this.parent(node);
    }
  }

  private parent(node: Nodes): void {
    if (!("children" in node)) return;
    if (!inline.has(node.type)) this.space();
    const children: Nodes[] = node.children;
    for (const child of children) this.node(child);
    if ("caption" in node && node.caption !== undefined) this.parent(node.caption);
    const [first, last] = [children[0], children.at(-1)];
    if (inline.has(node.type) && first?.position && last?.position && node.position)
      this.projection.marks.push({
        outer: this.span(...range(node)),
        inner: this.span(range(first)[0], range(last)[1]),
      });
  }

  private span(start: number, end: number): Span {
    return { start: start + this.offset, end: end + this.offset };
  }

  /** Write the words of a leaf, finding each character in its source: past escapes, entities and indents. */
  private words(value: string, start: number, end: number): void {
    let at = start;
    for (let i = 0; i < value.length; i++) {
      const character = value[i]!;
      let until = at + 1;
      if (this.passage[at] !== character) {
        const entity = /^&(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/.exec(
          this.passage.slice(at, at + 40),
        );
        if (entity !== null && character !== "&") until = at + entity[0].length;
        else {
          const found = this.passage.indexOf(character, at);
          if (found < 0 || found >= end) continue;
          at = found;
          until = at + 1;
        }
      }
      this.put(character, at, until);
      at = until;
    }
  }

  private space(): void {
    if (this.characters.length > 0) this.put(" ", -1, -1);
  }

  private put(character: string, start: number, end: number): void {
    const { starts, ends } = this.projection;
    for (const sign of plain(character)) {
      const last = this.characters.at(-1);
      if ((sign === " " || sign === "-") && last === sign) {
        if (end >= 0) ends[ends.length - 1] = end + this.offset;
        continue;
      }
      this.characters.push(sign);
      // A space between blocks stands where the last character ended.
      starts.push(start < 0 ? (ends.at(-1) ?? this.offset) : start + this.offset);
      ends.push(end < 0 ? (ends.at(-1) ?? this.offset) : end + this.offset);
      if (sign.length === 2) {
        starts.push(starts.at(-1)!);
        ends.push(ends.at(-1)!);
      }
    }
  }
}

const inline = new Set<string>([
  "emphasis",
  "strong",
  "delete",
  "link",
  "linkReference",
  "bracketedSpan",
  "superscript",
  "subscript",
]);

function range(node: Nodes): [number, number] {
  return [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
}
