/** What stands between two blocks. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { Origin } from "./origin.ts";

/** Blocks whose children are items. */
export const lists = new Set(["bulletList", "orderedList"]);

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

  /** What goes between two children of `parent`, the second being `two`, when one of them is new. */
  separator(parent: Origin, list: ProseNode, two: ProseNode, loose: boolean): string {
    const { inner } = parent;
    let breaks = breaksBetween(list, two);
    if (lists.has(list.type.name)) {
      const items = parent.children;
      const gaps = items.slice(1).map((item, at) => this.between(items[at], item) ?? "");
      breaks = gaps.some((gap) => /\n[ \t>]*\r?\n/u.test(gap)) ? 2 : 1;
    }
    if (loose && list.type.name !== "table" && !lists.has(list.type.name)) breaks = 2;
    const blank = this.eol + inner.trimEnd();
    return breaks === 2 ? blank + this.eol + inner : this.eol + inner;
  }
}
