/** Blocks that are new, or moved, written as the author writes. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import { indented } from "../nodes/indent.ts";
import { orderedMarker } from "../nodes/list.ts";
import { boxOf, markerOf } from "../nodes/list-item.ts";
import type { BlockConstruct, Pen } from "./construct.ts";
import { type Care, type Emission, emitUnits, type Words } from "./emit.ts";
import { breaksBetween, isTight, lists } from "./gaps.ts";
import { seen } from "./meaning.ts";
import type { OpenDocument } from "./open.ts";
import type { CellOrigin, Origin } from "./origin.ts";
import type { Style } from "./style.ts";
import { editedUnits, type InlineReader, originUnits, type Unit } from "./tokens.ts";

/** What all writing of one opened document shares. */
export interface Workshop {
  source: string;
  words: Words;
  style: Style;
  inline: InlineReader;
  constructs: ReadonlyMap<string, BlockConstruct>;
  /** Every node of the opened document that may turn up elsewhere. */
  origins: ReadonlyMap<ProseNode, Origin>;
  /** The lines of a cell of a grid table as it is now. */
  cell(was: CellOrigin | null, now: ProseNode): string;
  openCell(text: string): OpenDocument;
}

/** Text longer than this is not searched for what new blocks were made of. */
const longestPool = 60_000;

/** Writes new blocks with one degree of care. */
export class NewBlocks implements Pen {
  readonly style: Style;
  /** Running text that new blocks may have been made of. */
  pool: readonly Unit[] = [];
  private readonly shop: Workshop;
  private readonly care: Care;

  constructor(shop: Workshop, care: Care) {
    this.shop = shop;
    this.care = care;
    this.style = shop.style;
  }

  /**
   * A new or moved node among the children of `parent`, with the prefixes that its place asks for. `hang` goes before
   * its lines besides: a list beside a list is indented like it.
   */
  placed(node: ProseNode, list: ProseNode, index: number, parent: Origin, hang = ""): string {
    const text =
      node.type.name === "listItem" ? this.item(node, list, index, parent) : this.block(node, list);
    return text
      .split("\n")
      .map((line, at) =>
        at === 0 ? hang + line : line === "" ? parent.inner.trimEnd() : parent.inner + hang + line,
      )
      .join(this.style.eol);
  }

  /** A list item with its marker, like those beside it. */
  private item(node: ProseNode, list: ProseNode, index: number, parent: Origin): string {
    const beside = parent.children.find((child) => !child.hollow);
    const { source } = this.shop;
    let marker = list.type.name === "orderedList" ? orderedMarker(list, index) : this.style.bullet;
    if (beside && parent.node.type === list.type) {
      const sign = markerOf(source, beside);
      const padding = /^[ \t]*/u.exec(source.slice(sign.end, beside.end))?.[0] || " ";
      marker =
        (list.type.name === "orderedList" ? marker.trimEnd() : source.slice(sign.start, sign.end)) + padding;
    }
    return indented(this.blocks(node), marker + boxOf(node), " ".repeat(marker.length)).trimEnd();
  }

  blocks(parent: ProseNode): string {
    const children = seen(parent.children);
    let written = "";
    for (const [at, child] of children.entries()) {
      const breaks = this.care.loose && !isTight(parent) ? 2 : breaksBetween(parent, child);
      if (at > 0) written += "\n".repeat(breaks);
      written += this.block(child, parent);
    }
    return written;
  }

  block(node: ProseNode, _parent: ProseNode): string {
    const origin = node.type.name === "listItem" ? undefined : this.shop.origins.get(node);
    if (origin && !origin.hollow && origin.end > origin.start) return this.asWritten(origin);
    return this.shop.constructs.get(node.type.name)?.write(node, this) ?? node.textContent;
  }

  inline(node: ProseNode, line = false): string {
    const name = node.type.name;
    const cell = name === "tableCell" || name === "tableHeader";
    return emitUnits(this.pool, editedUnits(node), { ...this.emission(), line, cell });
  }

  cell(was: CellOrigin | null, now: ProseNode): string {
    return this.shop.cell(was, now);
  }

  openCell(text: string): OpenDocument {
    return this.shop.openCell(text);
  }

  /** The source of a node that was not changed, without the prefixes of its old place. */
  private asWritten(origin: Origin): string {
    const [first = "", ...rest] = this.shop.source.slice(origin.start, origin.end).split(/\r\n?|\n/u);
    // A list's first marker may be indented, and its other lines are by as much.
    const prefix = lists.has(origin.node.type.name) ? origin.inner : origin.prefix;
    const strip = (line: string): string => {
      if (line.startsWith(prefix)) return line.slice(prefix.length);
      let at = 0;
      while (at < prefix.length && at < line.length && /[\s>]/u.test(line[at] ?? "")) at++;
      return line.slice(at);
    };
    return [first, ...rest.map(strip)].join("\n");
  }

  emission(): Emission {
    return { words: this.shop.words, care: this.care, inPlace: false, newline: "\n", rich: true };
  }

  /** The running text of some nodes, one after another. */
  unitsBelow(origins: readonly Origin[]): Unit[] {
    const found: Unit[] = [];
    const visit = (origin: Origin): void => {
      if (found.length > longestPool) return;
      if (origin.text?.kind === "rich") {
        if (found.length > 0) found.push({ key: "\u0000", atom: null, raw: "", soft: false, stack: [] });
        for (const unit of this.units(origin)) found.push(unit);
      }
      for (const child of origin.children) visit(child);
    };
    for (const origin of origins) visit(origin);
    return found.length > longestPool ? [] : found;
  }

  units(origin: Origin): Unit[] {
    return origin.text ? originUnits(this.shop.source, origin.text, this.shop.inline) : [];
  }
}
