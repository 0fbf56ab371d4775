/** The headings and words of a document. What was counted once is known by its node, so that only changes cost. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import { countWords } from "#lib/core/prose/index.ts";

export interface OutlineEntry {
  title: string;
  level: number;
  /** Position before the heading. */
  pos: number;
}

export interface DocumentOutline {
  headings: readonly OutlineEntry[];
  /** Words of running text; code, formulas and what is shown as source are not read as words. */
  words: number;
}

const known = new WeakMap<ProseNode, DocumentOutline>();

/** The outline of a document: headings outside of lists and quotations, as the book numbers them. */
export function outlineOf(doc: ProseNode): DocumentOutline {
  return gathered(doc, 0);
}

function gathered(parent: ProseNode, at: number): DocumentOutline {
  const headings: OutlineEntry[] = [];
  let words = 0;
  parent.forEach((child, offset) => {
    const part = partOf(child);
    words += part.words;
    for (const heading of part.headings) headings.push({ ...heading, pos: at + offset + heading.pos });
  });
  return { headings, words };
}

/** The part of one block; positions count from before it. */
function partOf(node: ProseNode): DocumentOutline {
  const before = known.get(node);
  if (before) return before;
  const part = counted(node);
  known.set(node, part);
  return part;
}

function counted(node: ProseNode): DocumentOutline {
  if (node.isTextblock) {
    const words = node.type.spec.code ? 0 : countWords(node.textBetween(0, node.content.size, " ", " "));
    if (node.type.name !== "heading") return { headings: [], words };
    const title = node.textContent.replace(/\s+/gu, " ").trim();
    return { headings: title === "" ? [] : [{ title, level: node.attrs.level, pos: 0 }], words };
  }
  const { headings, words } = gathered(node, 1);
  return { headings: node.type.name === "div" ? headings : [], words };
}

/** The index of the heading that a position stands under; -1 before the first. */
export function headingAt(headings: readonly OutlineEntry[], pos: number): number {
  return headings.findLastIndex((heading) => heading.pos <= pos);
}
