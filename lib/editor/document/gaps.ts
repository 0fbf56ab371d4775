/** What stands between two blocks. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { Origin } from "./origin.ts";

/** Blocks whose children are items. */
export const lists = new Set(["bulletList", "orderedList"]);

/** Whether blank lines between its children would say something else. */
export function isTight(parent: ProseNode): boolean {
  return lists.has(parent.type.name) || parent.type.name === "table";
}

/** Keeps two blocks apart and says nothing. */
export const emptyComment = "<!-- -->";

/** Whether `two` would be read as part of `one` when it comes after it. */
export function runsOn(one: ProseNode, two: ProseNode): boolean {
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

  constructor(source: string, eol: string) {
    this.source = source;
    this.eol = eol;
  }

  /** The source between two neighbours. */
  between(one: Origin | undefined, two: Origin | undefined): string | null {
    return one && two ? this.source.slice(one.end, two.start) : null;
  }

  /** A gap with a blank line in it. */
  loosened(gap: string, parent: Origin): string {
    if (/\n[ \t>]*\r?\n/u.test(gap)) return gap;
    const tail = gap.slice(gap.lastIndexOf("\n") + 1);
    return this.eol + parent.inner.trimEnd() + this.eol + tail;
  }

  /** A gap with an empty comment in it. */
  apart(gap: string, parent: Origin): string {
    const tail = gap.slice(gap.lastIndexOf("\n") + 1);
    const blank = this.eol + parent.inner.trimEnd() + this.eol;
    return `${blank}${parent.inner}${emptyComment}${blank}${gap.includes("\n") ? tail : parent.inner}`;
  }

  /** What goes between two children of `parent`, the second being `two`, when one of them is new. */
  separator(parent: Origin, list: ProseNode, two: ProseNode, loose: boolean): string {
    const { inner } = parent;
    let breaks = breaksBetween(list, two);
    if (lists.has(list.type.name)) {
      const items = parent.children;
      const gaps = items.slice(1).map((item, at) => this.between(items[at], item) ?? "");
      breaks = gaps.some((gap) => /\n[ \t>]*\r?\n/u.test(gap)) ? 2 : 1;
    }
    if (loose && !isTight(list)) breaks = 2;
    const blank = this.eol + inner.trimEnd();
    return breaks === 2 ? blank + this.eol + inner : this.eol + inner;
  }
}
