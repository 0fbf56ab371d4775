import type { Node as PmNode } from "@tiptap/pm/model";
import { fromInline } from "./inline-nodes.ts";
import { writeNewBlock } from "./new-block.ts";
import type { OpenDocument, Origin } from "./open-document.ts";
import { writeInline } from "./write-inline.ts";

/**
 * The source of an edited document. Every block that was not touched, and everything between such blocks, keeps its
 * bytes; a touched block is changed only where it was touched; new blocks are written in the style around them.
 */
export function writeDocument(opened: OpenDocument, doc: PmNode): string {
  return new Writer(opened).container(doc, opened.origins[0]!);
}

class Writer {
  readonly opened: OpenDocument;
  readonly newline: string;

  constructor(opened: OpenDocument) {
    this.opened = opened;
    this.newline = /\r\n|\n|\r/u.exec(opened.source)?.[0] ?? "\n";
  }

  get source(): string {
    return this.opened.source;
  }

  block(node: PmNode, origin: Origin): string {
    if (node === origin.node || node.eq(origin.node)) return this.source.slice(origin.start, origin.end);
    if (node.type.name !== origin.node.type.name) return this.fresh(node, origin.start);
    if (node.type.name === "island") return String(node.attrs.source);
    if (origin.code) {
      const { start, end } = origin.code;
      return this.source.slice(origin.start, start) + node.textContent + this.source.slice(end, origin.end);
    }
    if (origin.inline) {
      if (node.type.name === "heading" && node.attrs.level !== origin.node.attrs.level)
        return this.relevelled(node, origin);
      return this.textblock(node, origin);
    }
    return this.container(node, origin);
  }

  textblock(node: PmNode, origin: Origin): string {
    const inline = origin.inline!;
    const written = writeInline(this.source, inline, fromInline(node));
    const before = this.source.slice(origin.start, inline.start);
    const after = this.source.slice(inline.end, origin.end);
    return before + written + after;
  }

  relevelled(node: PmNode, origin: Origin): string {
    const text = this.textblock(node, origin);
    const marks = "#".repeat(Number(node.attrs.level));
    return /^#+/u.test(text) ? text.replace(/^#+/u, marks) : this.fresh(node, origin.start);
  }

  /** Children that stood here keep the space before them; new ones get the container's usual space. */
  container(node: PmNode, origin: Origin): string {
    const places = origin.children.map((ordinal) => this.opened.origins[ordinal]!);
    let out = "";
    let last = -1;
    node.forEach((child, _, index) => {
      const ordinal = child.attrs.at as number | null;
      const place = ordinal === null ? -1 : origin.children.indexOf(ordinal);
      if (place > last) {
        const from = place === 0 ? origin.start : places[place - 1]!.end;
        const head =
          place === 0 || last >= 0 || out !== ""
            ? this.source.slice(from, places[place]!.start)
            : this.source.slice(origin.start, places[0]!.start);
        out += (place === 0 && index > 0 ? this.gap(node, origin) : head) + this.block(child, places[place]!);
        last = place;
        return;
      }
      const begins = index === 0 && places[0] ? this.source.slice(origin.start, places[0].start) : "";
      out += index === 0 ? begins : this.gap(node, origin);
      out += this.loose(child, origin, places[Math.max(0, last)]);
    });
    const end = places.at(-1)?.end ?? origin.start;
    if (node.childCount === 0 && places[0])
      return this.source.slice(origin.start, places[0].start) + this.source.slice(end, origin.end);
    return out + this.source.slice(end, origin.end);
  }

  /** A block that did not stand here: the second half of a split one keeps its bytes, others are written anew. */
  loose(child: PmNode, parent: Origin, near: Origin | undefined): string {
    const ordinal = child.attrs.at as number | null;
    const from = ordinal === null ? undefined : this.opened.origins[ordinal];
    if (from?.inline && child.type.name === from.node.type.name && child.type.name === "paragraph") {
      return writeInline(this.source, from.inline, fromInline(child)).trimStart();
    }
    if (from && (child === from.node || child.eq(from.node))) return this.source.slice(from.start, from.end);
    return this.fresh(child, near?.start ?? parent.start, near);
  }

  fresh(node: PmNode, at: number, near?: Origin): string {
    return writeNewBlock(node, {
      newline: this.newline,
      prefix: this.prefixAt(at),
      marker: near ? this.markerOf(near) : null,
      source: this.source,
      origins: this.opened.origins,
    });
  }

  /** What begins each further line of a block that starts at this offset: quote marks kept, list markers as spaces. */
  prefixAt(offset: number): string {
    const lineStart =
      Math.max(this.source.lastIndexOf("\n", offset - 1), this.source.lastIndexOf("\r", offset - 1)) + 1;
    return this.source.slice(lineStart, offset).replace(/[^>\s]/gu, " ");
  }

  /** The marker of a list item, with the space after it. */
  markerOf(item: Origin): string | null {
    if (item.node.type.name !== "listItem") return null;
    const first = item.children[0] === undefined ? undefined : this.opened.origins[item.children[0]];
    return first ? this.source.slice(item.start, first.start).replace(/\[[ xX]\]\s*$/u, "") : null;
  }

  /** The space this container usually has between two of its children. */
  gap(node: PmNode, origin: Origin): string {
    const [first, second] = origin.children.map((ordinal) => this.opened.origins[ordinal]!);
    if (first && second) return this.source.slice(first.end, second.start);
    const prefix = first ? this.prefixAt(first.start) : "";
    const name = node.type.name;
    if (name === "bulletList" || name === "orderedList" || name === "tableRow")
      return this.newline + (first ? this.prefixAt(first.start) : "");
    return this.newline + prefix.trimEnd() + this.newline + prefix;
  }
}
