/** From the changes of a document to the changes of its source. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { Edit } from "#lib/core/text/index.ts";
import { closesFence } from "../nodes/fence.ts";
import { orderedMarker } from "../nodes/list.ts";
import { markerOf } from "../nodes/list-item.ts";
import type { Press } from "./construct.ts";
import { spliced, trimmed } from "./edits.ts";
import { type Care, emitUnits } from "./emit.ts";
import { Gaps, headOf, indentation, isTight } from "./gaps.ts";
import { isNothing } from "./meaning.ts";
import { NewBlocks, type Workshop } from "./new-blocks.ts";
import { oneEdit } from "./one-edit.ts";
import type { Origin } from "./origin.ts";
import { changedRegions, pairNodes, type Region, sameAttributes } from "./regions.ts";
import { editedUnits, type Unit } from "./tokens.ts";

/** Text shown as written that is longer than this is compared as one string. */
const longText = 60_000;

/** Writes with one degree of care; `edits` are what the source needs. */
export class Writer {
  edits: Edit[] = [];
  private readonly shop: Workshop;
  private readonly care: Care;
  private readonly gaps: Gaps;
  private readonly fresh: NewBlocks;

  constructor(shop: Workshop, care: Care) {
    this.shop = shop;
    this.care = care;
    this.gaps = new Gaps(shop.source, shop.style.eol, care);
    this.fresh = new NewBlocks(shop, care);
  }

  /** The changes that make `before` read as `after`. */
  children(parent: Origin, next: ProseNode): void {
    const before = parent.children.filter((child) => !child.hollow);
    const after = this.seenChildren(next);
    const regions = changedRegions(
      before.map((child) => child.node),
      after,
    );
    for (const region of regions) this.region(parent, next, before, after, region);
    this.firstNumber(next, before, after, regions);
  }

  private seenChildren(next: ProseNode): readonly ProseNode[] {
    return next.children.filter(
      (child) => !isNothing(child) || (this.shop.origins.has(child) && !this.shop.origins.get(child)?.hollow),
    );
  }

  /** One stretch of children that changed. */
  region(
    parent: Origin,
    next: ProseNode,
    before: readonly Origin[],
    after: readonly ProseNode[],
    { a, b, c, d }: Region,
  ): void {
    const olds = before.slice(a, b);
    const news = after.slice(c, d);
    const previous = before[a - 1] ?? null;
    const following = before[b] ?? null;
    const first = olds[0];
    const last = olds[olds.length - 1];
    if (news.length === 0) {
      if (first && last) this.remove(previous, first, last, following, parent);
      return;
    }
    const outer = this.fresh.pool;
    const inner = this.fresh.unitsBelow(olds);
    this.fresh.pool = inner.length > 0 ? inner : outer;
    const only = news[0];
    if (
      olds.length === 1 &&
      news.length === 1 &&
      first &&
      only &&
      !this.care.loose &&
      this.amend(first, only)
    ) {
      this.fresh.pool = outer;
      return;
    }
    const pairs = new Map(
      pairNodes(
        olds.map((old) => old.node),
        news,
      ).map(([from, to]) => [to, from]),
    );
    let written = "";
    for (const [at, node] of news.entries()) {
      const from = pairs.get(at);
      const before = at > 0 ? pairs.get(at - 1) : undefined;
      const old = from === undefined ? undefined : olds[from];
      if (at > 0) {
        const above = from !== undefined && before === from - 1 ? olds[from - 1] : undefined;
        const gap = above && old ? this.gaps.between(above, old, parent) : null;
        const one = news[at - 1] as ProseNode;
        written +=
          gap === null
            ? this.gaps.separated(one, node, parent, next)
            : this.gaps.spaced(gap, one, node, parent);
      }
      const beside = at === 0 ? previous : at === news.length - 1 ? following : null;
      const hang = beside?.node.type === node.type ? indentation(beside, parent) : "";
      const amended = old && this.amended(old, node);
      written +=
        old && amended != null
          ? indentation(old, parent) + amended
          : this.fresh.placed(node, next, c + at, parent, hang);
    }
    this.fresh.pool = outer;
    this.put(parent, next, { previous, first, last, following }, written, news);
  }

  private put(
    parent: Origin,
    next: ProseNode,
    at: { previous: Origin | null; first?: Origin; last?: Origin; following: Origin | null },
    written: string,
    news: readonly ProseNode[],
  ): void {
    const { previous, first, last, following } = at;
    const head = news[0] as ProseNode;
    const tail = news[news.length - 1] as ProseNode;
    if (first && last) {
      let start = headOf(first, parent);
      let { end } = last;
      let text = written;
      if (this.care.loose && previous && !isTight(next)) {
        text =
          this.gaps.spaced(this.gaps.between(previous, first, parent), previous.node, head, parent) + text;
        start = previous.end;
      }
      if (this.care.loose && following && !isTight(next)) {
        text += this.gaps.spaced(this.gaps.between(last, following, parent), tail, following.node, parent);
        end = headOf(following, parent);
      }
      this.edit(start, end, text);
    } else if (previous) {
      const text = this.gaps.separated(previous.node, head, parent, next) + written;
      if (this.care.loose && following && !isTight(next)) {
        this.edit(
          previous.end,
          headOf(following, parent),
          text +
            this.gaps.spaced(this.gaps.between(previous, following, parent), tail, following.node, parent),
        );
      } else this.edit(previous.end, previous.end, text);
    } else if (following) {
      const at = headOf(following, parent);
      this.edit(at, at, written + this.gaps.separated(tail, following.node, parent, next));
    } else {
      const hollow = parent.children[0];
      const place = hollow?.start ?? parent.end;
      this.edit(place, place, (hollow?.hollow?.lead ?? "") + written + (hollow?.hollow?.tail ?? ""));
    }
  }

  private remove(
    previous: Origin | null,
    first: Origin,
    last: Origin,
    following: Origin | null,
    parent: Origin,
  ): void {
    if (previous && following) {
      const one = this.gaps.between(previous, first, parent);
      const two = this.gaps.between(last, following, parent);
      const breaks = (gap: string): number => gap.split("\n").length;
      let gap = two;
      if (breaks(one) > breaks(two))
        gap = one.slice(0, one.lastIndexOf("\n") + 1) + two.slice(two.lastIndexOf("\n") + 1);
      gap = this.gaps.spaced(gap, previous.node, following.node, parent);
      this.edit(previous.end, headOf(following, parent), gap);
    } else if (following) this.edit(headOf(first, parent), headOf(following, parent), "");
    else this.edit(previous?.end ?? first.start, last.end, "");
  }

  /** Change a node in place. False when it must be written anew. */
  private amend(origin: Origin, next: ProseNode): boolean {
    const { node } = origin;
    if (node === next) return true;
    if (node.type !== next.type) return false;
    const head = this.shop.source.slice(origin.start, origin.start + 200);
    if (node.type.spec.code && closesFence(head, node.textContent, next.textContent)) return false;
    const construct = this.shop.constructs.get(node.type.name);
    if (construct?.redraw) return construct.redraw(origin, next, this.press());
    const mark = this.edits.length;
    const same = node.sameMarkup(next) || sameAttributes(node, next);
    if (!same && !construct?.amend?.(origin, next, this.press())) {
      this.edits.length = mark;
      return false;
    }
    if (node.content.eq(next.content)) return true;
    if (origin.text) this.text(origin, next);
    else this.children(origin, next);
    return true;
  }

  private press(): Press {
    return {
      source: this.shop.source,
      style: this.shop.style,
      edit: (start, end, text) => this.edit(start, end, text),
      pen: this.fresh,
      retexted: (edited, start, end) => {
        const own = this.collected(() => {
          for (const [origin, next] of edited) this.text(origin, next);
        });
        return spliced(this.shop.source, own, start, end);
      },
    };
  }

  /** The changes that some work makes, kept out of the others. */
  private collected(work: () => void): Edit[] {
    const outside = this.edits;
    this.edits = [];
    work();
    const own = this.edits;
    this.edits = outside;
    return own;
  }

  /** The source of a node with its changes made, as it stands; null when it must be written anew. */
  private amended(origin: Origin, next: ProseNode): string | null {
    let done = false;
    const own = this.collected(() => {
      done = this.amend(origin, next);
    });
    return done ? spliced(this.shop.source, own, origin.start, origin.end) : null;
  }

  private text(origin: Origin, next: ProseNode): void {
    const { text } = origin;
    if (!text) return;
    if (text.kind === "verbatim" && text.lines.length > 0 && origin.node.content.size > longText) {
      const newline = this.shop.style.eol + origin.prefix;
      const { span, text: written } = oneEdit(text.lines, origin.node.textContent, next.textContent, newline);
      this.edit(span.start, span.end, written);
      return;
    }
    const rich = text.kind === "rich";
    const own = this.fresh.units(origin);
    const before = rich && this.fresh.pool.length > own.length ? this.fresh.pool : own;
    const name = next.type.name;
    const cell = name === "tableCell" || name === "tableHeader";
    const written = emitUnits(before, editedUnits(next), {
      ...this.fresh.emission(),
      inPlace: true,
      newline: this.lineBreak(origin, own),
      rich,
      cell,
      line: cell || name === "heading" || name === "definitionTerm",
    });
    if (text.kind === "verbatim") {
      const first = text.lines[0];
      const last = text.lines[text.lines.length - 1];
      if (first && last) this.edit(first.start, last.end, written);
      else if (written !== "") this.edit(text.at, text.at, written + text.tail);
      return;
    }
    const { source } = this.shop;
    const lead = text.start === text.end && /[^\s[(]/u.test(source[text.start - 1] ?? " ") ? " " : "";
    const tail = cell && text.start === text.end && source[text.end] === "|" ? " " : "";
    this.edit(text.start, text.end, written === "" ? "" : lead + written + tail);
  }

  /** How a line is broken within a block: as it is broken already. */
  private lineBreak(origin: Origin, units: readonly Unit[]): string {
    const known = units.find((unit) => unit.soft && /[\r\n]/u.test(unit.raw))?.raw;
    return known?.replace(/^[ \t]+/u, "") ?? this.shop.style.eol + origin.prefix;
  }

  /** An ordered list begins with the number it is said to begin with, whichever item is first now. */
  private firstNumber(
    next: ProseNode,
    before: readonly Origin[],
    after: readonly ProseNode[],
    regions: readonly Region[],
  ): void {
    const region = regions[0];
    if (next.type.name !== "orderedList" || !region || region.c !== 0 || region.d !== 0 || region.b === 0)
      return;
    const item = before[region.b];
    if (!item || item.node.type !== after[0]?.type) return;
    const sign = markerOf(this.shop.source, item);
    this.edit(sign.start, sign.end, orderedMarker(next, 0).trimEnd());
  }

  /** One change, without what is the same at its ends. */
  private edit(start: number, end: number, text: string): void {
    const change = trimmed(this.shop.source, start, end, text);
    if (change) this.edits.push(change);
  }
}
