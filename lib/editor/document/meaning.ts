/** Whether what was written reads back as what was meant. */
import type { Mark, Node as ProseNode } from "@tiptap/pm/model";
import { emptyComment } from "./gaps.ts";
import { type EditedUnit, editedUnits, markKey } from "./tokens.ts";

/** Marks that white space cannot show. */
const unseen = /^(?:strong|emphasis|strike|code)/u;

/** Whether two lists of blocks say the same. White space at the ends of a text and empty paragraphs say nothing. */
export function sameMeaning(meant: readonly ProseNode[], read: readonly ProseNode[]): boolean {
  const one = joinLists(seen(meant).filter(speaks));
  const two = joinLists(seen(read).filter(speaks));
  return one.length === two.length && one.every((node, at) => sameNode(node, two[at] as ProseNode));
}

const lists = new Set(["bulletList", "orderedList", "definitionList"]);

/** An empty comment only keeps blocks apart. */
function speaks(node: ProseNode): boolean {
  return node.type.name !== "island" || node.textContent !== emptyComment;
}

/** Lists that stand side by side are read as one; that is how Markdown has it. */
function joinLists(nodes: readonly ProseNode[]): ProseNode[] {
  const joined: ProseNode[] = [];
  for (const node of nodes) {
    const last = joined[joined.length - 1];
    if (last && lists.has(node.type.name) && last.type === node.type)
      joined[joined.length - 1] = last.copy(last.content.append(node.content));
    else joined.push(node);
  }
  return joined;
}

/** Blocks that leave a trace in the source. */
export function seen(nodes: readonly ProseNode[]): ProseNode[] {
  return nodes.filter((node) => !isNothing(node));
}

/** A paragraph of white space or an island without source. */
export function isNothing(node: ProseNode): boolean {
  const first = node.content.firstChild;
  if (!first) return node.type.name === "paragraph" || node.type.name === "island";
  // Nearly every paragraph begins with ink, and every keystroke asks this of all of them.
  if (!first.isText || (first.text?.charCodeAt(0) ?? 0) > 32 || node.type.name !== "paragraph") return false;
  return node.children.every(isWhiteSpace);
}

function isWhiteSpace(node: ProseNode): boolean {
  return (
    node.isText && !/[^ \t\n]/u.test(node.text ?? "") && !node.marks.some((mark) => mark.type.name === "code")
  );
}

function sameNode(a: ProseNode, b: ProseNode): boolean {
  if (a === b) return true;
  if (kind(a) !== kind(b) || !sameAttributes(a, b)) return false;
  if (a.isTextblock) return a.type.spec.code ? a.textContent === b.textContent : sameText(a, b);
  return sameMeaning(a.children, b.children);
}

/** The first row of a pipe table is its header, whatever it was called. */
function kind(node: ProseNode): string {
  return node.type.name === "tableHeader" ? "tableCell" : node.type.name;
}

function sameAttributes(a: ProseNode, b: ProseNode): boolean {
  if (a.type.name === "tableCell" || a.type.name === "tableHeader") return true;
  if (a.type.name === "table") {
    const columns = Math.max(a.firstChild?.childCount ?? 0, b.firstChild?.childCount ?? 0);
    const align = (node: ProseNode, at: number): unknown => (node.attrs.align as unknown[])[at] ?? null;
    for (let at = 0; at < columns; at++) if (align(a, at) !== align(b, at)) return false;
    return true;
  }
  // An empty task cannot be written with its box.
  if (a.type.name === "listItem" && seen(a.children).length === 0 && seen(b.children).length === 0)
    return true;
  for (const key of Object.keys(a.attrs)) if ((a.attrs[key] ?? "") !== (b.attrs[key] ?? "")) return false;
  return true;
}

function sameText(a: ProseNode, b: ProseNode): boolean {
  if (a.eq(b)) return true;
  return seenText(a) === seenText(b);
}

function seenText(node: ProseNode): string {
  const found: string[] = [];
  let space = true;
  for (const unit of editedUnits(node)) {
    if (unit.key === " " || unit.key === "\t") {
      if (space) continue;
      space = true;
      const marks = [...unit.marks.values()]
        .map(meaningOf)
        .filter((key) => !unseen.test(key))
        .sort();
      found.push(` ${marks.join()}`);
      continue;
    }
    const hard = unit.atom?.type.name === "hardBreak";
    // White space beside a line break says nothing, nor does a second space.
    if (hard && space && found.length > 0) found.pop();
    space = hard;
    // A citation that reads as a cross-reference is still what was written.
    const key = typeof unit.atom?.attrs.source === "string" ? `atom ${unit.atom.attrs.source}` : unit.key;
    found.push(`${key}${marksKey(unit)}`);
  }
  if (space) found.pop();
  return found.join("\n");
}

/** What a mark says: however a link names its label, it is that label. */
function meaningOf(mark: Mark): string {
  const { reference, href, attributes } = mark.attrs;
  if (mark.type.name !== "link" || reference === null) return markKey(mark);
  return `link${JSON.stringify([href, attributes])}`;
}

const keys = new WeakMap<EditedUnit["marks"], string>();

function marksKey({ marks }: EditedUnit): string {
  const known = keys.get(marks);
  if (known !== undefined) return known;
  const key = [...marks.values()].map(meaningOf).sort().join(" ");
  keys.set(marks, key);
  return key;
}
