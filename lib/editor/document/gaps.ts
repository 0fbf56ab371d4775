/** What stands between two blocks. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { Care } from "./emit.ts";
import type { Origin } from "./origin.ts";

/** Blocks whose children are items. */
export const lists = new Set(["bulletList", "orderedList"]);

/** Where a block begins on its line. */
export function headOf(block: Origin, parent: Origin): number {
  return block.start - indentation(block, parent).length;
}

/** Whether blank lines between its children would say something else. */
export function isTight(parent: ProseNode): boolean {
  return lists.has(parent.type.name) || parent.type.name === "table";
}

/** Keeps two blocks apart and says nothing. */
export const emptyComment = "<!-- -->";

/** Whether `two` would be read as part of `one` when it comes after it. */
function runsOn(one: ProseNode, two: ProseNode): boolean {
  const hangs = lists.has(one.type.name) || /^(?:footnoteDefinition|definitionList)$/u.test(one.type.name);
  return hangs && (lists.has(two.type.name) || two.type.name === "codeBlock");
}

/** What stands before the markers of a list beyond what its container asks for. */
export function indentation(list: Origin, parent: Origin): string {
  return lists.has(list.node.type.name) ? list.inner.slice(parent.inner.length) : "";
}

/** One line break or a blank line before `child`. */
export function breaksBetween(parent: ProseNode, child: ProseNode): 1 | 2 {
  const name = parent.type.name;
  if (name === "table") return 1;
  if (name === "definitionList") return child.type.name === "definitionTerm" ? 2 : 1;
  if (lists.has(name)) return 1;
  return name === "listItem" && lists.has(child.type.name) ? 1 : 2;
}

/** Gaps of one source. */
export class Gaps {
  private readonly source: string;
  private readonly eol: string;
  private readonly care: Care;

  constructor(source: string, eol: string, care: Care) {
    this.source = source;
    this.eol = eol;
    this.care = care;
  }

  /** A gap of the source between two blocks, as careful as needed. */
  spaced(gap: string, one: ProseNode, two: ProseNode, parent: Origin): string {
    if (this.care.apart && runsOn(one, two)) return this.apart(gap, parent);
    return this.care.loose ? this.loosened(gap, parent) : gap;
  }

  /** A new gap between two blocks of `list`, which are among the children of `parent`. */
  separated(one: ProseNode, two: ProseNode, parent: Origin, list: ProseNode): string {
    if (this.care.apart && runsOn(one, two)) return this.apart("", parent);
    return this.separator(parent, list, two);
  }

  /** The source between two neighbours; the indentation of a list is the list's. */
  between(one: Origin, two: Origin, parent: Origin): string {
    return this.source.slice(one.end, headOf(two, parent));
  }

  /** A gap with a blank line in it. */
  private loosened(gap: string, parent: Origin): string {
    if (/\n[ \t>]*\r?\n/u.test(gap)) return gap;
    const tail = gap.slice(gap.lastIndexOf("\n") + 1);
    return this.eol + parent.inner.trimEnd() + this.eol + tail;
  }

  /** A gap with an empty comment in it. */
  private apart(gap: string, parent: Origin): string {
    const tail = gap.slice(gap.lastIndexOf("\n") + 1);
    const blank = this.eol + parent.inner.trimEnd() + this.eol;
    return `${blank}${parent.inner}${emptyComment}${blank}${gap.includes("\n") ? tail : parent.inner}`;
  }

  /** What goes between two children of `parent`, the second being `two`, when one of them is new. */
  private separator(parent: Origin, list: ProseNode, two: ProseNode): string {
    const { inner } = parent;
    let breaks = breaksBetween(list, two);
    if (lists.has(list.type.name)) {
      const items = parent.children;
      const gaps = items.slice(1).map((item, at) => this.between(items[at] ?? item, item, parent));
      breaks = gaps.some((gap) => /\n[ \t>]*\r?\n/u.test(gap)) ? 2 : 1;
    }
    if (this.care.loose && !isTight(list)) breaks = 2;
    const blank = this.eol + inner.trimEnd();
    return breaks === 2 ? blank + this.eol + inner : this.eol + inner;
  }
}
