import type { Nodes } from "mdast";
import { parse, type Span } from "#lib/core/text/index.ts";
import { attributesOf, spanOf } from "./chapter-view.ts";
import { hiddenCharacters } from "./hidden.ts";
import { wordTokens } from "./protected-words.ts";

/** What a revision of the wording must leave as it is. */
export type ProtectedKind =
  | "citation"
  | "cross-reference"
  | "label"
  | "footnote"
  | "math"
  | "code"
  | "computed-value"
  | "number"
  | "negation"
  | "term"
  | "link"
  | "image"
  | "shortcode"
  | "tex"
  | "html"
  | "attributes"
  | "heading"
  | "block"
  | "front-matter"
  | "markup"
  | "hidden-character"
  | "unread";

export interface ProtectedToken {
  kind: ProtectedKind;
  /** What must be equal for two tokens to be the same one. */
  key: string;
  /** How the token stands in the source. */
  text: string;
  span: Span;
  /** Source that a model need not see: hidden behind a placeholder. Empty for words, which it must read. */
  masks: Span[];
}

/**
 * All tokens of a passage that a revision must keep, in source order; the same one may occur several
 * times. Signs of markup that the reading leaves over are tokens too, so that nothing slips through
 * between two readings of the grammar.
 * @param terms words that must stay as they are written, such as proper names from the glossary
 */
export function protectedTokens(source: string, terms: readonly string[] = []): ProtectedToken[] {
  const collector = new Collector(source, terms);
  collector.visit(parse(source));
  return collector.finish();
}

class Collector {
  private readonly source: string;
  private readonly terms: readonly string[];
  private readonly tokens: ProtectedToken[] = [];
  /** Ranges whose signs of markup are accounted for. */
  private readonly read: Span[] = [];

  constructor(source: string, terms: readonly string[]) {
    this.source = source;
    this.terms = terms;
  }

  finish(): ProtectedToken[] {
    for (const { start, end, name } of hiddenCharacters(this.source))
      this.add("hidden-character", name, { start, end }, false);
    this.addMarkup();
    return this.tokens.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }

  visit(root: Nodes): void {
    const open: Nodes[] = [root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (!this.take(node)) continue;
      if ("caption" in node && node.caption !== undefined) open.push(node.caption);
      if ("children" in node)
        for (let i = node.children.length - 1; i >= 0; i--) open.push(node.children[i]!);
    }
  }

  private add(kind: ProtectedKind, key: string, span: Span, hides: boolean | Span[] = true): void {
    const masks = hides === true ? [span] : hides === false ? [] : hides;
    this.tokens.push({ kind, key, text: this.source.slice(span.start, span.end), span, masks });
  }

  /** A token that is wholly read: its source is the key and holds no words. */
  private whole(kind: ProtectedKind, span: Span): false {
    this.add(kind, this.source.slice(span.start, span.end).replace(/\r\n/g, "\n"), span);
    this.read.push(span);
    return false;
  }

  /** Note a node; true when what is inside is to be looked at as well. */
  private take(node: Nodes): boolean {
    const span = spanOf(node);
    switch (node.type) {
      case "yaml":
        return this.whole("front-matter", span);
      case "code":
        return this.whole("code", span);
      case "inlineCode":
        return this.whole(node.computed === undefined ? "code" : "computed-value", span);
      case "math":
      case "inlineMath":
        return this.whole("math", span);
      case "rawBlock":
      case "rawInline":
      case "texCommand":
        return this.whole("tex", span);
      case "html":
        return this.whole("html", span);
      case "shortcode":
        return this.whole("shortcode", span);
      case "opaque":
        return this.whole("unread", span);
      case "image":
      case "imageReference":
        return this.whole("image", span);
      case "definition":
        return this.whole("link", span);
      case "citation":
        node.items.forEach((item, index) => {
          const key = [item.suppressAuthor ? "-" : "", item.key, item.prefix.trim(), item.suffix.trim()].join(
            "|",
          );
          this.add("citation", key, span, index === 0);
        });
        this.read.push(span);
        return false;
      case "crossReference":
        node.labels.forEach((label, index) => {
          this.add("cross-reference", `${node.numberOnly ? "-" : ""}${label}`, span, index === 0);
        });
        this.read.push(span);
        return false;
      case "footnoteReference":
        return this.whole("footnote", span);
      case "footnoteDefinition": {
        const mark = { start: span.start, end: span.start + this.headLength(span, /^[^\n]*?\]:/) };
        this.add("footnote", this.source.slice(mark.start, mark.end), mark);
        this.read.push(mark);
        return true;
      }
      case "text":
        this.addWords(span);
        return true;
      case "link":
      case "linkReference":
        this.addLink(node, span);
        break;
      case "heading": {
        const marks = { start: span.start, end: span.start + this.headLength(span, /^#+/) };
        this.add("heading", String(node.depth), marks, false);
        this.read.push(marks);
        break;
      }
      case "div":
        this.addDiv(node.closed, span);
        break;
      case "bracketedSpan":
      case "inlineNote":
      case "superscript":
      case "subscript":
      case "delete":
      case "list":
      case "blockquote":
      case "table":
      case "blockTable":
      case "definitionList":
      case "lineBlock":
      case "thematicBreak":
        this.add("block", this.blockKey(node), span, false);
        break;
    }
    const attributes = attributesOf(node);
    if (attributes !== null && node.type !== "div") {
      this.whole("attributes", attributes.span);
      if (attributes.id !== null) this.add("label", attributes.id, attributes.span, false);
    }
    return true;
  }

  private blockKey(node: Nodes): string {
    if (node.type === "table" || node.type === "blockTable")
      return `${node.type} ${node.children.map((row) => row.children.length).join(",")}`;
    if (node.type === "list") return `list ${node.ordered ? "numbered" : "bulleted"}`;
    return node.type;
  }

  private headLength(span: Span, pattern: RegExp): number {
    return pattern.exec(this.source.slice(span.start, span.end))?.[0].length ?? 0;
  }

  private addDiv(closed: boolean, span: Span): void {
    const opening = { start: span.start, end: span.start + this.headLength(span, /^[^\n\r]*/) };
    this.whole("attributes", opening);
    const lastLine = this.source.lastIndexOf("\n", span.end - 1) + 1;
    if (closed && lastLine > opening.end) {
      this.add("block", "end of box", { start: lastLine, end: span.end });
      this.read.push({ start: lastLine, end: span.end });
    }
  }

  /** Of a link, the words may change, the address may not. */
  private addLink(node: Extract<Nodes, { type: "link" | "linkReference" }>, span: Span): void {
    const key = node.type === "link" ? `${node.url} ${node.title ?? ""}` : node.identifier;
    const first = node.children[0];
    const last = node.children.at(-1);
    const isBare = this.source[span.start] !== "[" || first === undefined || last === undefined;
    if (isBare) {
      this.add("link", key, span);
      this.read.push(span);
      return;
    }
    const tail = { start: spanOf(last).end, end: span.end };
    const attributes = attributesOf(node);
    if (attributes !== null) tail.end = attributes.span.start;
    const inside = { start: tail.start + (this.source[tail.start + 1] === "(" ? 2 : 1), end: tail.end - 1 };
    this.add("link", key, span, inside.end > inside.start ? [inside] : []);
    this.read.push({ start: span.start, end: spanOf(first).start }, tail);
  }

  private addWords(span: Span): void {
    const text = this.source.slice(span.start, span.end);
    for (const token of wordTokens(text, this.terms)) {
      const place = { start: span.start + token.start, end: span.start + token.end };
      this.add(token.kind, token.key, place, false);
    }
  }

  /** Signs that could be markup and belong to no token: as many must stand there afterwards. */
  private addMarkup(): void {
    const sorted = this.read.sort((a, b) => a.start - b.start || a.end - b.end);
    let reached = 0;
    const scan = (from: number, to: number): void => {
      for (const match of this.source.slice(from, to).matchAll(/[$\\{}<>`@^|~#[\]]|:{3,}|\]\(|&(?=[#\w])/g)) {
        const at = from + match.index;
        this.add("markup", match[0], { start: at, end: at + match[0].length }, false);
      }
    };
    for (const { start, end } of sorted) {
      if (start > reached) scan(reached, start);
      reached = Math.max(reached, end);
    }
    scan(reached, this.source.length);
  }
}
