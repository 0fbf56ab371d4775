/**
 * The block scanner: one pass over lines that says what each run of them is. Rules are Pandoc's as Quarto
 * sets it (a list, heading or quote needs a blank line before it); a div opener, though, needs none.
 * It is one class because every block may end another. Linear in the source: whatever has to be looked for ahead is bounded, or its absence is remembered.
 */
import { readTrailingAttributes } from "./attributes.ts";
import {
  captionMarkerWidth,
  closesDiv,
  isRule,
  readBlockTag,
  readDescriptionMarker,
  readFence,
  readFootnoteMarker,
  readMarker,
} from "./block-starts.ts";
import { hangingEnd, lazyEnd, listItems } from "./container-extent.ts";
import { EnvironmentExtents } from "./environment-extent.ts";
import { commentEnd, divOpener, elementEnd, frontMatterEnd, mathEnd } from "./extents.ts";
import { cellLabel, FenceExtents } from "./fence-extent.ts";
import { LineReader } from "./line-reader.ts";
import { firstInk, type Line } from "./lines.ts";
import { readLinkDefinition } from "./link-definition.ts";
import { type LineRange, limits, type Piece, type TableForm } from "./piece.ts";
import { tableAt } from "./table-extent.ts";
import { isOnlyTex } from "./tex.ts";
import type { Attributes, BlockKind } from "./tree.ts";

/** What surrounds the scanned lines. */
export interface ScanContext {
  /** Inside a list item, where a list may begin without a blank line before it. */
  inList: boolean;
  /** The lines are a whole chapter, so that front matter may stand at their head. */
  chapter: boolean;
}

/** Cut lines into pieces; divs hold theirs as children. Never throws, never drops a non-blank line. */
export function scan(source: string, lines: readonly Line[], context: ScanContext): Piece[] {
  return scanSteps(source, lines, context, 0, () => false).flatMap((step) => step.pieces);
}

/** Pieces that were read in one go: mostly one, several where shortcodes stand line by line. */
export interface Step {
  /** Its first line and the line after its last. */
  first: number;
  last: number;
  pieces: Piece[];
  /** The last line that was looked at to read it; it depends on no line after the next. */
  seen: number;
}

/**
 * The same step by step, from line `first` on, until `stop` says that what begins on a line is known already. A step
 * depends on nothing before it but whether the line above is blank.
 */
export function scanSteps(
  source: string,
  lines: readonly Line[],
  context: ScanContext,
  first: number,
  stop: (at: number) => boolean,
): Step[] {
  return new Scanner(source, lines, context).run(first, stop);
}

const shortcodeLine = /^\{\{<(?:(?!>\}\}).)*>\}\}$|^\{\{#(?:(?!\}\}).)*\}\}$/s;

class Scanner extends LineReader {
  private readonly context: ScanContext;
  private readonly fences: FenceExtents;
  private readonly environments: EnvironmentExtents;
  private readonly stack: { piece: Piece | null; children: Piece[] }[] = [{ piece: null, children: [] }];
  constructor(source: string, lines: readonly Line[], context: ScanContext) {
    super(source, lines);
    this.context = context;
    this.fences = new FenceExtents(this);
    this.environments = new EnvironmentExtents(this);
  }

  run(first: number, stop: (at: number) => boolean): Step[] {
    const steps: Step[] = [];
    const top = this.stack[0]?.children ?? [];
    let at = first;
    while (at < this.end) {
      if (this.blank(at)) at++;
      else if (stop(at)) break;
      else {
        const first = at;
        const known = top.length;
        this.seen = at;
        at = this.block(at);
        // A div is read to its end.
        while (this.stack.length > 1 && at < this.end) at = this.blank(at) ? at + 1 : this.block(at);
        while (this.stack.length > 1) this.pop(this.end, false);
        steps.push({ first, last: at, pieces: top.slice(known), seen: this.seen });
      }
    }
    return steps;
  }

  private put(kind: BlockKind, first: number, last: number, more: Partial<Piece> = {}): number {
    const piece: Piece = { kind, first, last, id: more.attributes?.id ?? null, children: [], ...more };
    this.stack[this.stack.length - 1]?.children.push(piece);
    return last;
  }

  private pop(last: number, closed: boolean): void {
    const { piece, children } = this.stack.pop() ?? { piece: null, children: [] };
    if (!piece) return;
    piece.closed = closed;
    piece.last = last;
    while (!closed && piece.last > piece.first + 1 && this.blank(piece.last - 1)) piece.last--;
    piece.children = children;
  }

  /** Read the block that begins on a non-blank line; the index of the line after it. */
  private block(at: number): number {
    const indent = this.indent(at);
    if (indent > 3) return this.indentedCode(at);
    const text = this.ink(at);
    if (this.context.chapter && text.startsWith("---")) {
      const last = frontMatterEnd(this, at);
      if (last) return this.put("frontMatter", at, last);
    }
    switch (text[0]) {
      case ":":
        if (this.stack.length > 1 && closesDiv(text)) {
          this.pop(at + 1, true);
          return at + 1;
        }
        return this.div(at) ?? this.tableBlock(at) ?? this.paragraph(at);
      case "`":
      case "~":
        return this.fencedCode(at, text, indent) ?? this.paragraph(at);
      case "#":
        return this.heading(at, text) ?? this.list(at) ?? this.paragraph(at);
      case "<":
        return this.html(at, text) ?? this.paragraph(at);
      case "$":
        return this.math(at) ?? this.paragraph(at);
      case "\\":
        return this.tex(at, text) ?? this.paragraph(at);
      case ">":
        return this.put("quote", at, lazyEnd(this, at, this.interruptsContainer));
      case "[":
        return this.footnote(at, text) ?? this.definition(at) ?? this.paragraph(at);
      case "|":
        return this.tableBlock(at) ?? this.lineBlock(at, text) ?? this.paragraph(at);
      case "-":
      case "*":
      case "_":
        return this.tableBlock(at) ?? this.list(at) ?? this.rule(at, text) ?? this.paragraph(at);
      default:
        return this.setext(at) ?? this.tableBlock(at) ?? this.list(at) ?? this.paragraph(at);
    }
  }

  private rule(at: number, text: string): number | null {
    return isRule(text) ? this.put("rule", at, at + 1) : null;
  }

  private indentedCode(at: number): number {
    let last = at + 1;
    for (let next = last; next < this.end; next++) {
      if (this.blank(next)) continue;
      if (this.indent(next) < 4) break;
      last = next + 1;
    }
    return this.put("code", at, last);
  }

  private heading(at: number, text: string): number | null {
    // Pandoc reads a heading at the first column only.
    if (!/^#{1,6}(?=[ \t]|$)/.test(text) || firstInk(this.source, this.line(at)) !== this.line(at).from)
      return null;
    const attributes = this.trailing(at);
    return this.put("heading", at, at + 1, { attributes });
  }

  private setext(at: number): number | null {
    const next = at + 1 < this.end ? this.trimmed(at + 1) : "";
    const first = next.charCodeAt(0);
    if ((first !== 45 && first !== 61) || !/^(?:=+|-+)$/.test(next) || this.indent(at + 1) > 3) return null;
    return this.put("heading", at, at + 2, { attributes: this.trailing(at), setext: true });
  }

  private fencedCode(at: number, text: string, indent: number): number | null {
    const fence = readFence(text, indent, firstInk(this.source, this.line(at)));
    const last = fence && this.fences.end(at, fence);
    if (!fence || !last) return null;
    if (/^\{=[\w-]+\}$/.test(fence.info)) return this.put("raw", at, last, { fence });
    const id = /#([^\s{}="'#]+)/.exec(
      /^[^{]*\{.*\}$/.test(fence.info) ? fence.info.replace(/"[^"]*"/g, "") : "",
    )?.[1];
    return this.put("code", at, last, { fence, id: id ?? cellLabel(this, at, last) });
  }

  private div(at: number): number | null {
    const opener = divOpener(this, at);
    if (!opener) return null;
    if (this.stack.length > limits.divDepth) return this.tooDeep(at);
    const piece: Piece = {
      kind: "div",
      first: at,
      last: this.end,
      id: opener.attributes?.id ?? null,
      attributes: opener.attributes,
      children: [],
    };
    this.stack[this.stack.length - 1]?.children.push(piece);
    this.stack.push({ piece, children: [] });
    return opener.last;
  }

  /** Divs nested past the limit stay one block of source. */
  private tooDeep(at: number): number {
    let depth = 0;
    for (let next = at; next < this.end; next++) {
      const text = this.ink(next);
      if (!text.startsWith(":::")) continue;
      depth += closesDiv(text) ? -1 : 1;
      if (depth === 0) return this.put("opaque", at, next + 1, { reason: "nested too deeply" });
    }
    return this.put("opaque", at, this.end, { reason: "nested too deeply" });
  }

  private math(at: number): number | null {
    const found = mathEnd(this, at);
    return found && this.put("math", at, found.last, { attributes: found.attributes });
  }

  private html(at: number, text: string): number | null {
    if (text.startsWith("<!--")) {
      const last = commentEnd(this, at, text);
      return last === 0 ? null : this.put("comment", at, last);
    }
    const tag = readBlockTag(text);
    if (!tag) return null;
    if (tag.whole && !tag.closing) {
      const close = elementEnd(this, at, tag.name);
      if (close) return this.put("html", at, close);
    }
    let last = at + 1;
    for (; last < this.end && !this.blank(last); last++) {
      const before = this.trimmed(last - 1);
      const next = this.ink(last);
      // Words after lines of tags are Markdown, as Pandoc's markdown_in_html_blocks has it.
      if (!tag.whole && before.endsWith(">") && !next.startsWith("<") && this.indent(last) < 4) break;
      if (this.stack.length > 1 && closesDiv(next)) break;
    }
    return this.put("html", at, last);
  }

  private tex(at: number, text: string): number | null {
    if (/^\\begin\{[A-Za-z]+\*?\}/.test(text)) {
      const last = this.environments.end(at, firstInk(this.source, this.line(at)));
      return last === null ? null : this.put("raw", at, last);
    }
    if (!/^\\[A-Za-z]/.test(text)) return null;
    let last = this.paragraphEnd(at);
    // A heading may stand right under spacing commands such as \\medskip.
    for (let next = at + 1; next < last; next++) if (/^#{1,6}[ \t]/.test(this.ink(next))) last = next;
    const whole = this.source.slice(this.line(at).from, this.line(last - 1).to);
    return whole.length <= limits.inlineLength && isOnlyTex(whole) ? this.put("raw", at, last) : null;
  }

  private lineBlock(at: number, text: string): number | null {
    if (text[1] !== undefined && text[1] !== " ") return null;
    let last = at + 1;
    while (last < this.end && !this.blank(last)) {
      const next = this.source.slice(this.line(last).from, this.line(last).to);
      if (!/^(?:\|(?: |$)|[ \t])/.test(next)) break;
      last++;
    }
    return this.put("lineBlock", at, last);
  }

  private footnote(at: number, text: string): number | null {
    const marker = readFootnoteMarker(text);
    if (!marker) return null;
    return this.put(
      "footnote",
      at,
      hangingEnd(
        this,
        at,
        4,
        (next) => readFootnoteMarker(this.ink(next)) !== null,
        this.interruptsContainer,
      ),
    );
  }

  private definition(at: number): number | null {
    const start = firstInk(this.source, this.line(at));
    const stop = Math.min(this.end, at + 3);
    let last = at + 1;
    while (last < stop && !this.blank(last)) last++;
    const found = readLinkDefinition(this.source.slice(start, this.line(last - 1).to));
    if (!found) return null;
    let end = at + 1;
    while (end < last && this.line(end).from < start + found.end) end++;
    return this.put("definition", at, end);
  }

  /** A table with its caption, which may stand before or after it. */
  private tableBlock(at: number): number | null {
    const text = this.ink(at);
    const width = captionMarkerWidth(text);
    if (width > 0) {
      const captionEnd = this.captionEnd(at);
      let next = captionEnd;
      while (next < this.end && this.blank(next)) next++;
      if (next === captionEnd || next >= this.end || next > captionEnd + 3) return null;
      const table = this.tableAt(next);
      return (
        table &&
        this.putTable(
          at,
          table.last,
          table.form,
          { first: next, last: table.last },
          { first: at, last: captionEnd },
        )
      );
    }
    const table = this.tableAt(at);
    if (!table) return null;
    const rows = { first: at, last: table.last };
    let next = table.last;
    while (next < this.end && this.blank(next)) next++;
    if (next < this.end && this.indent(next) < 4 && captionMarkerWidth(this.ink(next)) > 0) {
      const last = this.captionEnd(next);
      return this.putTable(at, last, table.form, rows, { first: next, last });
    }
    return this.putTable(at, table.last, table.form, rows, null);
  }

  private putTable(
    first: number,
    last: number,
    form: TableForm,
    rows: LineRange,
    caption: LineRange | null,
  ): number {
    const attributes = caption && this.captionAttributes(caption);
    return this.put("table", first, last, { table: { form, rows, caption }, attributes });
  }

  private captionAttributes(caption: LineRange): Attributes | null {
    const from = this.line(caption.first).from;
    const found = readTrailingAttributes(this.source.slice(from, this.line(caption.last - 1).to));
    if (!found) return null;
    const { span } = found.attributes;
    return { ...found.attributes, span: { start: from + span.start, end: from + span.end } };
  }

  private captionEnd(at: number): number {
    let last = at + 1;
    while (last < this.end && !this.blank(last) && !this.interrupts(last, false)) last++;
    return last;
  }

  private tableAt(at: number): { form: TableForm; last: number } | null {
    // Most lines are no table: one look at this line and the next settles it.
    const first = this.source.charCodeAt(firstInk(this.source, this.line(at)));
    if (first !== 43 && first !== 45) {
      const next = at + 1 < this.end ? this.source.charCodeAt(firstInk(this.source, this.line(at + 1))) : 0;
      if (next !== 45 && next !== 124 && next !== 58) return null;
    }
    return tableAt(this, at);
  }

  private list(at: number): number | null {
    const items = listItems(this, at, this.interruptsContainer);
    return items && this.put("list", at, items[items.length - 1]?.last ?? at + 1, { items });
  }

  private readonly interruptsContainer = (at: number): boolean => this.interrupts(at, false);

  /** Whether a line ends the paragraph before it although no blank line stands between. */
  private interrupts(at: number, inText: boolean): boolean {
    const ink = firstInk(this.source, this.line(at));
    const first = this.source.charCodeAt(ink);
    const inside = this.context.inList && inText;
    // ` $ : < and, in a list, whatever can begin an item.
    if (first !== 96 && first !== 36 && first !== 58 && first !== 60 && !inside) return false;
    if (this.indent(at) > 3) return false;
    const text = this.ink(at);
    if (first === 58) {
      if (!text.startsWith(":::")) return false;
      return closesDiv(text) ? this.stack.length > 1 : divOpener(this, at) !== null;
    }
    if (first === 96) {
      const fence = readFence(text, 0, ink);
      return fence !== null && this.fences.end(at, fence) > 0;
    }
    if (first === 60) return readBlockTag(text)?.closing === true;
    if (first === 36) return inText && mathEnd(this, at) !== null;
    return inside && readMarker(text) !== null;
  }

  private paragraphEnd(at: number): number {
    let last = at + 1;
    while (last < this.end && !this.blank(last) && !this.interrupts(last, true)) last++;
    return last;
  }

  private paragraph(at: number): number {
    const other = this.setext(at) ?? this.definitionList(at);
    if (other) return other;
    const last = this.paragraphEnd(at);
    const { from } = this.line(at);
    const { to } = this.line(last - 1);
    if (to - from > limits.inlineLength)
      return this.put("opaque", at, last, { reason: "too long to be read" });
    const ink = firstInk(this.source, this.line(at));
    if (this.source.startsWith("{{", ink)) {
      if (last > at + 1 && shortcodeLine.test(this.source.slice(ink, to).trimEnd())) {
        return this.put("shortcode", at, last);
      }
      let each = at;
      while (each < last && shortcodeLine.test(this.trimmed(each))) each++;
      if (each === last) {
        for (each = at; each < last; each++) this.put("shortcode", each, each + 1);
        return last;
      }
    }
    const image = this.source[ink] === "!" ? readTrailingAttributes(this.source.slice(from, to)) : null;
    return this.put("paragraph", at, last, { id: image?.attributes.id ?? null });
  }

  /** Whether a description (`: words`) stands on this line or after one blank line; its line, or 0. */
  private describedAt(at: number): number {
    const next = this.blank(at + 1) ? at + 2 : at + 1;
    if (next >= this.end || this.blank(next) || this.indent(next) > 2) return 0;
    const first = this.source.charCodeAt(firstInk(this.source, this.line(next)));
    if (first !== 58 && first !== 126) return 0;
    return readDescriptionMarker(this.ink(next)) ? next : 0;
  }

  /** Whether `: words` has a table after it, whose caption it then is. */
  private captionsTable(at: number): boolean {
    const end = this.captionEnd(at);
    return end + 1 < this.end && this.blank(end) && !this.blank(end + 1) && this.tableAt(end + 1) !== null;
  }

  private definitionList(at: number): number | null {
    let description = this.describedAt(at);
    if (!description) return null;
    if (description > at + 1 && this.captionsTable(description)) return null;
    let last = description;
    while (description) {
      const marked = (next: number): boolean => readDescriptionMarker(this.ink(next)) !== null;
      last = hangingEnd(
        this,
        description,
        readDescriptionMarker(this.ink(description))?.content ?? 4,
        marked,
        this.interruptsContainer,
      );
      let next = last;
      while (next < this.end && this.blank(next)) next++;
      if (next >= this.end || this.indent(next) > 2) break;
      if (marked(next)) {
        if (next > last && this.captionsTable(next)) break;
        description = next;
      } else description = this.stops(next) ? 0 : this.describedAt(next);
    }
    return this.put("definitionList", at, last);
  }

  /** Whether a line after a blank one surely begins something else than a term. */
  private stops(at: number): boolean {
    return /^(?:#{1,6}[ \t]|:::|```|[-*+][ \t]|[|>+])/.test(this.ink(at));
  }
}
