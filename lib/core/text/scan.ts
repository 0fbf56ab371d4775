/**
 * The block scanner: one pass over lines that says what each run of them is. Rules are Pandoc's as Quarto
 * sets it (a list, heading or quote needs a blank line before it); a div opener, though, needs none.
 * Linear in the source: whatever has to be looked for ahead is bounded, or its absence is remembered.
 */
import { readTrailingAttributes } from "./attributes.ts";
import {
  captionMarkerWidth,
  closesDiv,
  closesFence,
  continuesList,
  type Fence,
  isRule,
  readBlockTag,
  readDescriptionMarker,
  readDivOpener,
  readFence,
  readFootnoteMarker,
  readMarker,
} from "./block-starts.ts";
import { firstInk, indentOf, isBlank, type Line } from "./lines.ts";
import { readLinkDefinition } from "./link-definition.ts";
import { type ItemPiece, type LineRange, limits, type Piece, type TableForm } from "./piece.ts";
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
  return new Scanner(source, lines, context).run();
}

const shortcodeLine = /^\{\{<(?:(?!>\}\}).)*>\}\}$|^\{\{#(?:(?!\}\}).)*\}\}$/s;

class Scanner {
  private readonly source: string;
  private readonly lines: readonly Line[];
  private readonly context: ScanContext;
  private readonly end: number;
  private readonly stack: { piece: Piece | null; children: Piece[] }[] = [{ piece: null, children: [] }];
  /** Constructs known not to close later on, so that they are looked for once. */
  private readonly unclosed = new Set<string>();
  private readonly fenceClosers: Partial<Record<Fence["character"], { line: number; length: number }[]>> = {};
  /** The last line on which each TeX environment ends. */
  private environmentEnds: Map<string, number> | null = null;

  constructor(source: string, lines: readonly Line[], context: ScanContext) {
    this.source = source;
    this.lines = lines;
    this.context = context;
    this.end = lines.length;
  }

  run(): Piece[] {
    let at = 0;
    while (at < this.end) {
      if (this.blank(at)) at++;
      else at = this.block(at);
    }
    while (this.stack.length > 1) this.pop(this.end, false);
    return this.stack[0]?.children ?? [];
  }

  private line(index: number): Line {
    return this.lines[index] ?? { from: this.source.length, to: this.source.length };
  }

  private blank(index: number): boolean {
    return index >= this.end || isBlank(this.source, this.line(index));
  }

  private indent(index: number): number {
    return indentOf(this.source, this.line(index));
  }

  /** A line's text from its first ink, trailing white space kept. */
  private ink(index: number): string {
    const line = this.line(index);
    return this.source.slice(firstInk(this.source, line), line.to);
  }

  private readonly trimmed = (index: number): string => this.ink(index).trimEnd();

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
      const last = this.frontMatterEnd(at);
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
        return this.put("quote", at, this.lazyEnd(at));
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

  /** The line after a YAML block that opens at `at`, or 0. */
  private frontMatterEnd(at: number): number {
    if (!/^---[ \t]*$/.test(this.source.slice(this.line(at).from, this.line(at).to))) return 0;
    // Dashes with a blank line after them are a rule.
    if (this.blank(at + 1)) return 0;
    if (at > 0 && (!this.blank(at - 1) || !/^[\w-]+:(?:\s|$)/.test(this.ink(at + 1)))) return 0;
    if (this.unclosed.has("---")) return 0;
    for (let next = at + 1; next < this.end; next++) {
      const line = this.line(next);
      const first = this.source.charCodeAt(line.from);
      if (first !== 45 && first !== 46) continue;
      if (/^(?:---|\.\.\.)[ \t]*$/.test(this.source.slice(line.from, line.to))) return next + 1;
    }
    this.unclosed.add("---");
    return 0;
  }

  private heading(at: number, text: string): number | null {
    // Pandoc reads a heading at the first column only.
    if (!/^#{1,6}(?=[ \t]|$)/.test(text) || firstInk(this.source, this.line(at)) !== this.line(at).from)
      return null;
    const attributes = this.trailing(at);
    return this.put("heading", at, at + 1, { attributes });
  }

  /** Attributes at the end of a line, with offsets into the source. */
  private trailing(at: number): Attributes | null {
    const { from, to } = this.line(at);
    const found = readTrailingAttributes(this.source.slice(from, to));
    if (!found) return null;
    const { span } = found.attributes;
    return { ...found.attributes, span: { start: from + span.start, end: from + span.end } };
  }

  private setext(at: number): number | null {
    const next = at + 1 < this.end ? this.trimmed(at + 1) : "";
    const first = next.charCodeAt(0);
    if ((first !== 45 && first !== 61) || !/^(?:=+|-+)$/.test(next) || this.indent(at + 1) > 3) return null;
    return this.put("heading", at, at + 2, { attributes: this.trailing(at), setext: true });
  }

  private fencedCode(at: number, text: string, indent: number): number | null {
    const fence = readFence(text, indent, firstInk(this.source, this.line(at)));
    const last = fence && this.fenceEnd(at, fence);
    if (!fence || !last) return null;
    if (/^\{=[\w-]+\}$/.test(fence.info)) return this.put("raw", at, last, { fence });
    const id = /#([^\s{}="'#]+)/.exec(
      /^[^{]*\{.*\}$/.test(fence.info) ? fence.info.replace(/"[^"]*"/g, "") : "",
    )?.[1];
    return this.put("code", at, last, { fence, id: id ?? this.cellLabel(at, last) });
  }

  /** `#| label: fig-x` among the options at the head of a cell. */
  private cellLabel(at: number, last: number): string | null {
    for (let next = at + 1; next < last; next++) {
      const option = /^(?:#|\/\/|%%|--)\|\s*([\w-]+):\s*(.*)$/.exec(this.trimmed(next));
      if (!option) return null;
      if (option[1] === "label") return option[2]?.replace(/^(["'])(.*)\1$/, "$2") || null;
    }
    return null;
  }

  /** The line after the closing fence, or 0: Pandoc reads an unclosed fence as text. */
  private fenceEnd(at: number, fence: Fence): number {
    const known = `${fence.character}${fence.length}`;
    if (this.unclosed.has(known)) return 0;
    const closers = this.closers(fence.character);
    let low = 0;
    let high = closers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((closers[middle]?.line ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    for (let index = low; index < closers.length; index++) {
      const closer = closers[index];
      if (closer && closer.length >= fence.length) return closer.line + 1;
    }
    this.unclosed.add(known);
    return 0;
  }

  /** Every line that could close a fence of this character, found once. */
  private closers(character: Fence["character"]): readonly { line: number; length: number }[] {
    const known = this.fenceClosers[character];
    if (known) return known;
    const closers: { line: number; length: number }[] = [];
    for (let index = 0; index < this.end; index++) {
      const ink = firstInk(this.source, this.line(index));
      if (this.source[ink] !== character) continue;
      const text = this.source.slice(ink, this.line(index).to).trimEnd();
      if (text.length > 2 && text === character.repeat(text.length))
        closers.push({ line: index, length: text.length });
    }
    this.fenceClosers[character] = closers;
    return closers;
  }

  private div(at: number): number | null {
    const opener = this.divOpener(at);
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

  private divOpener(at: number): { attributes: Attributes | null; last: number } | null {
    const text = this.ink(at);
    if (!text.startsWith(":::")) return null;
    const start = firstInk(this.source, this.line(at));
    // Attributes may run on over a few lines; then the lines are read as one text.
    const open = text.indexOf("{");
    let stop = at + 1;
    if (open !== -1 && !text.includes("}", open)) {
      while (stop < this.end && stop < at + 32 && !this.blank(stop) && !this.ink(stop - 1).includes("}"))
        stop++;
      if (!this.ink(stop - 1).includes("}")) stop = at + 1;
    }
    const whole = this.source.slice(start, this.line(stop - 1).to);
    const found = readDivOpener(whole, (index) => start + index);
    return found && { attributes: found.attributes, last: found.end < text.length + 1 ? at + 1 : stop };
  }

  private math(at: number): number | null {
    const found = this.mathEnd(at);
    return found && this.put("math", at, found.last, { attributes: found.attributes });
  }

  /** Display math that fills its lines: `$$` at the head of a line to `$$` and perhaps attributes. */
  private mathEnd(at: number): { last: number; attributes: Attributes | null } | null {
    const opener = this.ink(at);
    if (!opener.startsWith("$$")) return null;
    const stop = Math.min(this.end, at + limits.lookahead);
    for (let next = at; next < stop && !this.blank(next); next++) {
      const ink = next === at ? firstInk(this.source, this.line(at)) + 2 : this.line(next).from;
      const close = this.source.slice(ink, this.line(next).to).search(/(?<!\\)\$\$/);
      if (close === -1) continue;
      const rest = this.source.slice(ink + close + 2, this.line(next).to);
      if (rest.trim() === "") return { last: next + 1, attributes: null };
      const trailing = this.trailing(next);
      if (!trailing || trailing.span.start < ink + close + 2) return null;
      const between = this.source.slice(ink + close + 2, trailing.span.start);
      return between.trim() === "" ? { last: next + 1, attributes: trailing } : null;
    }
    return null;
  }

  private html(at: number, text: string): number | null {
    if (text.startsWith("<!--")) return this.comment(at, text);
    const tag = readBlockTag(text);
    if (!tag) return null;
    if (tag.whole && !tag.closing) {
      const close = this.elementEnd(at, tag.name);
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

  /** The line after the one that closes an element whose content is not Markdown, or 0. */
  private elementEnd(at: number, name: string): number {
    const closing = `</${name}`;
    if (this.unclosed.has(closing)) return 0;
    for (let next = at; next < this.end; next++) {
      const line = this.line(next);
      if (!this.source.slice(line.from, line.to).toLowerCase().includes(closing)) continue;
      return next + 1;
    }
    this.unclosed.add(closing);
    return 0;
  }

  private comment(at: number, text: string): number | null {
    if (this.unclosed.has("-->")) return null;
    for (let next = at; next < this.end; next++) {
      const line = this.line(next);
      const from = next === at ? line.to - text.length + 4 : line.from;
      const close = this.source.slice(from, line.to).indexOf("-->");
      if (close === -1) continue;
      return this.source.slice(from + close + 3, line.to).trim() === ""
        ? this.put("comment", at, next + 1)
        : null;
    }
    this.unclosed.add("-->");
    return null;
  }

  private tex(at: number, text: string): number | null {
    const environment = /^\\begin\{([A-Za-z]+\*?)\}/.exec(text)?.[1];
    if (environment !== undefined) {
      const last = this.environmentEnd(at, environment);
      return last === null ? null : this.put("raw", at, last);
    }
    if (!/^\\[A-Za-z]/.test(text)) return null;
    let last = this.paragraphEnd(at);
    // A heading may stand right under spacing commands such as \\medskip.
    for (let next = at + 1; next < last; next++) if (/^#{1,6}[ \t]/.test(this.ink(next))) last = next;
    const whole = this.source.slice(this.line(at).from, this.line(last - 1).to);
    return whole.length <= limits.inlineLength && isOnlyTex(whole) ? this.put("raw", at, last) : null;
  }

  private environmentEnd(at: number, name: string): number | null {
    const key = `\\end{${name}}`;
    if (this.unclosed.has(key) || this.lastEnd(name) < at) return null;
    const open = `\\begin{${name}}`;
    let depth = 0;
    for (let next = at; next < this.end; next++) {
      const line = this.line(next);
      let text = this.source.slice(line.from, line.to);
      if (!text.includes(name)) continue;
      while (text !== "") {
        const begins = text.indexOf(open);
        const ends = text.indexOf(key);
        if (begins === -1 && ends === -1) break;
        const opens = begins !== -1 && (ends === -1 || begins < ends);
        depth += opens ? 1 : -1;
        text = text.slice(opens ? begins + open.length : ends + key.length);
        if (depth > 0) continue;
        const rest = text.trim();
        return rest === "" || /^[%{]/.test(rest) || isOnlyTex(rest) ? next + 1 : null;
      }
    }
    this.unclosed.add(key);
    return null;
  }

  /** The last line with `\\end{name}`, or -1; all of them are found once. */
  private lastEnd(name: string): number {
    if (!this.environmentEnds) {
      this.environmentEnds = new Map();
      for (let index = 0; index < this.end; index++) {
        const { from, to } = this.line(index);
        const text = this.source.slice(from, to);
        if (!text.includes("\\end{")) continue;
        for (const found of text.matchAll(/\\end\{([A-Za-z]{1,64}\*?)\}/g))
          this.environmentEnds.set(found[1] ?? "", index);
      }
    }
    return this.environmentEnds.get(name) ?? -1;
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
      this.hangingEnd(at, 4, (next) => readFootnoteMarker(this.ink(next)) !== null),
    );
  }

  /**
   * The line after a block whose further paragraphs hang by `columns`: lines run on lazily to a blank one,
   * after which only indented lines belong.
   */
  private hangingEnd(at: number, columns: number, stops: (index: number) => boolean): number {
    let last = at + 1;
    let afterBlank = false;
    let fence: Fence | null = null;
    for (let next = last; next < this.end; next++) {
      if (this.blank(next)) {
        afterBlank = true;
        continue;
      }
      const indent = this.indent(next);
      if (indent < columns) {
        fence = null;
        if (afterBlank || (indent < 4 && (stops(next) || this.interrupts(next, false)))) break;
      } else {
        const text = this.ink(next);
        if (fence) fence = closesFence(text, fence) ? null : fence;
        else fence = readFence(text, 0, 0);
      }
      afterBlank = false;
      last = next + 1;
    }
    return last;
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
    return tableAt(this.source, this.lines, at, this.end, this.trimmed);
  }

  private list(at: number): number | null {
    const marker = readMarker(this.ink(at));
    if (!marker) return null;
    let indent = this.indent(at);
    const items: ItemPiece[] = [{ first: at, last: at + 1, marker, indent }];
    let item = items[0] as ItemPiece;
    let content = indent + marker.content;
    let afterBlank = false;
    let fence = readFence(this.ink(at).slice(marker.width).trimStart(), 0, 0);
    for (let next = at + 1; next < this.end; next++) {
      if (this.blank(next)) {
        afterBlank = true;
        continue;
      }
      const columns = this.indent(next);
      if (columns >= content) {
        const text = this.ink(next);
        if (fence) fence = closesFence(text, fence) ? null : fence;
        else fence = readFence(text, 0, 0);
      } else {
        fence = null;
        const text = columns < 4 ? this.ink(next) : "";
        const found = text === "" ? null : readMarker(text);
        if (found) {
          if (!continuesList(marker, found)) break;
          indent = columns;
          content = columns + found.content;
          item = { first: next, last: next + 1, marker: found, indent };
          items.push(item);
          fence = readFence(text.slice(found.width).trimStart(), 0, 0);
          afterBlank = false;
          continue;
        }
        if (afterBlank || this.interrupts(next, false)) break;
      }
      afterBlank = false;
      item.last = next + 1;
    }
    return this.put("list", at, item.last, { items });
  }

  /** The line after a quote: lines without `>` run on lazily to a blank one. */
  private lazyEnd(at: number): number {
    let last = at + 1;
    while (last < this.end && !this.blank(last)) {
      if (!this.ink(last).startsWith(">") && this.interrupts(last, false)) break;
      last++;
    }
    return last;
  }

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
      return closesDiv(text) ? this.stack.length > 1 : this.divOpener(at) !== null;
    }
    if (first === 96) {
      const fence = readFence(text, 0, ink);
      return fence !== null && this.fenceEnd(at, fence) > 0;
    }
    if (first === 60) return readBlockTag(text)?.closing === true;
    if (first === 36) return inText && this.mathEnd(at) !== null;
    return inside && readMarker(text) !== null;
  }

  private paragraphEnd(at: number): number {
    let last = at + 1;
    while (last < this.end && !this.blank(last) && !this.interrupts(last, true)) last++;
    return last;
  }

  private paragraph(at: number): number {
    const described = this.definitionList(at);
    if (described) return described;
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
      last = this.hangingEnd(description, readDescriptionMarker(this.ink(description))?.content ?? 4, marked);
      let next = last;
      while (next < this.end && this.blank(next)) next++;
      if (next >= this.end || this.indent(next) > 2) break;
      if (marked(next)) {
        if (this.captionsTable(next)) break;
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
