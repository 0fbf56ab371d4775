/** Cleaned HTML as blocks of a document. */
import type { Node as ProseNode, Schema } from "@tiptap/pm/model";
import { find, type HtmlElement, type HtmlNode, textOf } from "./html.ts";
import { tableOf } from "./table.ts";
import { InlineText } from "./to-inline.ts";

/** What begins on a line of its own but says nothing more. */
const boxes = new Set(
  "p div section article main header footer nav aside figure figcaption address center details summary form fieldset body html hgroup search thead tbody tr td th caption".split(
    " ",
  ),
);

export class BlockReader {
  readonly schema: Schema;
  /** Pictures that were left out. */
  images = 0;

  constructor(schema: Schema) {
    this.schema = schema;
  }

  /** The blocks of a sequence of nodes; running text between blocks makes paragraphs. */
  blocks(nodes: readonly HtmlNode[]): ProseNode[] {
    const found: ProseNode[] = [];
    let inline = this.inline();
    const flush = (): void => {
      found.push(...this.paragraphs(inline.take()));
      inline = this.inline();
    };
    const visit = (node: HtmlNode): void => {
      if (typeof node === "string" || !this.holdsBlock(node)) {
        inline.add(node);
        return;
      }
      flush();
      const blocks = this.block(node);
      if (blocks) found.push(...blocks);
      else {
        for (const child of withLists(node.children)) visit(child);
        flush();
      }
    };
    for (const node of withLists(nodes)) visit(node);
    flush();
    return found;
  }

  inline(): InlineText {
    return new InlineText(this.schema, () => {
      this.images++;
    });
  }

  /** Inline content of an element, blocks inside it run together. */
  line(node: HtmlElement): ProseNode[] {
    const inline = this.inline();
    const visit = (each: HtmlNode): void => {
      if (typeof each === "string" || !this.holdsBlock(each)) inline.add(each);
      else {
        for (const child of each.children) visit(child);
        inline.add(" ");
      }
    };
    for (const child of node.children) visit(child);
    return inline.take().map((each) => (each.type.name === "hardBreak" ? this.schema.text(" ") : each));
  }

  private block(node: HtmlElement): ProseNode[] | null {
    const { name } = node;
    const level = /^h([1-6])$/u.exec(name)?.[1];
    if (level) {
      const content = this.line(node);
      return content.length > 0 ? [this.schema.node("heading", { level: Number(level) }, content)] : [];
    }
    if (name === "ul" || name === "ol") return this.list(node);
    if (name === "dl") return this.definitions(node);
    if (name === "blockquote") {
      const content = this.blocks(node.children);
      return content.length > 0 ? [this.schema.node("blockquote", null, content)] : [];
    }
    if (name === "pre") return this.code(node);
    if (name === "hr") return [this.schema.node("thematicBreak")];
    if (name === "formula") {
      const tex = textOf(node).trim();
      return tex === "" ? [] : [this.schema.node("mathBlock", null, this.schema.text(tex))];
    }
    if (name === "table") return tableOf(node, this);
    return null;
  }

  private list(node: HtmlElement): ProseNode[] {
    const items: ProseNode[][] = [];
    for (const child of node.children) {
      if (typeof child === "string") {
        if (child.trim() === "") continue;
        items.push(this.blocks([child]));
      } else if (child.name === "ul" || child.name === "ol") {
        // A list right inside a list belongs to the item before it.
        const inner = this.list(child);
        const last = items[items.length - 1];
        if (last) last.push(...inner);
        else items.push(inner);
      } else items.push(this.blocks(child.name === "li" ? child.children : [child]));
    }
    const full = items.filter((item) => item.length > 0);
    if (full.length === 0) return [];
    const start = Number(node.attributes.start ?? 1);
    const ordered = node.name === "ol";
    return [
      this.schema.node(
        ordered ? "orderedList" : "bulletList",
        ordered ? { start: Number.isInteger(start) && start >= 0 ? start : 1 } : null,
        full.map((item) => this.schema.node("listItem", null, item)),
      ),
    ];
  }

  private definitions(node: HtmlElement): ProseNode[] {
    const parts = node.children.flatMap((child) =>
      // Terms may be grouped in boxes.
      typeof child === "object" && child.name === "div" ? child.children : [child],
    );
    const found: ProseNode[] = [];
    for (const part of parts) {
      if (typeof part === "string") continue;
      if (part.name === "dt") {
        const line = this.line(part);
        if (line.length > 0) found.push(this.schema.node("definitionTerm", null, line));
      } else if (part.name === "dd" && found.length > 0) {
        const content = this.blocks(part.children);
        if (content.length > 0) found.push(this.schema.node("definitionDescription", null, content));
      }
    }
    const whole = found.some((each) => each.type.name === "definitionDescription");
    return whole ? [this.schema.node("definitionList", null, found)] : this.blocks(parts.flatMap(inner));
  }

  private code(node: HtmlElement): ProseNode[] {
    const text = codeText(node)
      .replace(/\u00a0/gu, " ")
      .replace(/^\n|\s+$/gu, "");
    if (text === "") return [];
    const named = find(node, (each) => /\blanguage-/u.test(each.attributes.class ?? ""));
    const info = /\blanguage-([\w+#-]+)/u.exec(named?.attributes.class ?? "")?.[1] ?? "";
    return [this.schema.node("codeBlock", { info }, this.schema.text(text))];
  }

  /** Two line breaks one after the other are what some write for a new paragraph. */
  private paragraphs(nodes: readonly ProseNode[]): ProseNode[] {
    const found: ProseNode[][] = [[]];
    for (const [index, node] of nodes.entries()) {
      const last = found[found.length - 1] as ProseNode[];
      const breaks = node.type.name === "hardBreak";
      if (breaks && nodes[index - 1]?.type.name === "hardBreak") {
        last.pop();
        if (last.length > 0) found.push([]);
      } else if (!breaks || last.length > 0) last.push(node);
    }
    return found
      .filter((content) => content.length > 0)
      .map((content) => this.schema.node("paragraph", null, content));
  }

  private readonly holding = new WeakMap<HtmlElement, boolean>();

  /** Whether an element is a block or holds one. */
  private holdsBlock(node: HtmlElement): boolean {
    const known = this.holding.get(node);
    if (known !== undefined) return known;
    const own =
      boxes.has(node.name) ||
      /^(?:h[1-6]|[uod]l|li|dt|dd|blockquote|pre|hr|table)$/u.test(node.name) ||
      (node.name === "formula" && node.attributes.display === "block");
    const holds = own || node.children.some((child) => typeof child === "object" && this.holdsBlock(child));
    this.holding.set(node, holds);
    return holds;
  }
}

/** Items without their list, as copied from the middle of one, are a list. */
function withLists(nodes: readonly HtmlNode[]): HtmlNode[] {
  const result: HtmlNode[] = [];
  let list: HtmlElement | null = null;
  for (const node of nodes) {
    if (typeof node === "object" && node.name === "li") {
      if (list) list.children.push(node);
      else {
        list = { name: "ul", attributes: {}, children: [node] };
        result.push(list);
      }
    } else if (typeof node !== "string" || node.trim() !== "" || !list) {
      list = null;
      result.push(node);
    }
  }
  return result;
}

const inner = (node: HtmlNode): HtmlNode[] => (typeof node === "string" ? [node] : [{ ...node, name: "p" }]);

function codeText(node: HtmlNode): string {
  if (typeof node === "string") return node.replace(/\r\n?/gu, "\n");
  if (node.name === "br") return "\n";
  const text = node.children.map(codeText).join("");
  return node.name === "div" && text !== "" && !text.endsWith("\n") ? `${text}\n` : text;
}
