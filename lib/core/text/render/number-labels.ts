import type { List, Nodes, RootContent } from "mdast";
import type { Attributes, ChapterTree, Section } from "../index.ts";
import { outline, plainText, readFrontMatter } from "../index.ts";
import type { Label } from "./context.ts";
import { kindOf, numberedBoxes } from "./label-kinds.ts";
import { typeset } from "./typeset.ts";
import { attributesOf, isShown, labelOf, named, walk } from "./visible.ts";

/** The number of one figure, table, listing, equation or box. */
export interface Numbered {
  kind: string;
  /** `3.2`, or `3.2 (a)` for a part of a figure. */
  number: string;
  /** `(a)` for a part. */
  part: string | null;
}

/** Numbers and labels of one chapter. */
export interface Numbering {
  title: string;
  /** Offset of the heading that is the title, when the title is a heading. */
  titleAt: number | null;
  /** Sections that readers see, in order and by the offset of their heading; the number is null for an unnumbered one. */
  sections: Map<number, Section & { number: string | null }>;
  /** What is numbered, by the offset of its node. */
  items: Map<number, Numbered>;
  /** Where the counting of an example list `(@)` begins, by the list's offset; and the number of `(@label)`. */
  exampleStarts: Map<number, number>;
  examples: Map<string, number>;
  labels: Label[];
  /** Labels that stand twice, with the offset of the second. */
  repeated: { label: string; at: number }[];
}

/**
 * Number a chapter's sections and labelled things, in source order: `3.1.2` in chapter 3, plain `1` in a chapter
 * without a number. Only labelled figures, tables, listings and equations count, as in Quarto; boxes count always. A
 * labelled figure inside another is a part of it: `3.1 (a)`. What readers do not see is not counted.
 */
export function numberLabels(source: string, tree: ChapterTree, chapterNumber: string | null): Numbering {
  const numbering: Numbering = {
    title: "",
    titleAt: null,
    sections: new Map(),
    items: new Map(),
    exampleStarts: new Map(),
    examples: new Map(),
    labels: [],
    repeated: [],
  };
  const known = new Set<string>();
  const define = (label: Label, at: number) => {
    if (known.has(label.label)) numbering.repeated.push({ label: label.label, at });
    known.add(label.label);
    numbering.labels.push(label);
  };
  numberSections(source, tree, chapterNumber, numbering, define);
  numberItems(source, tree.children, chapterNumber, numbering, define);
  return numbering;
}

type Define = (label: Label, at: number) => void;

/** A numbered thing whose labelled children of the same kind are its parts. */
interface Whole {
  kind: string;
  number: string;
  parts: number;
}

function numberItems(
  source: string,
  nodes: readonly RootContent[],
  chapterNumber: string | null,
  numbering: Numbering,
  define: Define,
): void {
  const counts = new Map<string, number>();
  const next = (kind: string): string => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return chapterNumber ? `${chapterNumber}.${count}` : String(count);
  };
  const claim = (node: Nodes, kind: string, label: string | null, whole: Whole | null): Whole => {
    const at = offset(node);
    const part = whole?.kind === kind ? `(${letterOf(whole.parts++)})` : null;
    const number = part && whole ? `${whole.number} ${part}` : next(kind);
    numbering.items.set(at, { kind, number, part });
    if (label) define({ label, kind, number, title: typeset(titleOf(node)) }, at);
    return { kind, number, parts: 0 };
  };
  const visit = (children: readonly RootContent[], whole: Whole | null): void => {
    for (const node of children) {
      if (!isShown(node)) continue;
      if (node.type === "list" && node.numbering?.style === "example")
        numberExamples(source, node, numbering);
      const label = labelOf(node);
      const kind = (node.type === "div" ? boxKind(node.attributes) : null) ?? (label ? kindOf(label) : null);
      const inside = kind && kind !== "sec" ? claim(node, kind, label, whole) : whole;
      if ("children" in node) visit(node.children as RootContent[], inside);
    }
  };
  visit(nodes, null);
}

function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : `a${index - 25}`;
}

function offset(node: Nodes): number {
  return node.position?.start.offset ?? -1;
}

/** `(@)` and `(@label)` count through the whole chapter (https://pandoc.org/MANUAL.html#numbered-example-lists). */
function numberExamples(source: string, list: List, numbering: Numbering): void {
  let count = numbering.examples.size;
  numbering.exampleStarts.set(offset(list), count + 1);
  for (const item of list.children) {
    count++;
    const label = /^\(@([\w-]+)\)/u.exec(source.slice(offset(item), offset(item) + 200))?.[1];
    numbering.examples.set(label ?? ` ${count}`, count);
  }
}

/** Sections hang on the title: below a title in the front matter the first level of headings is the first level. */
function numberSections(
  source: string,
  tree: ChapterTree,
  chapterNumber: string | null,
  numbering: Numbering,
  define: Define,
): void {
  const shown = new Set<number>();
  for (const node of walk(tree.children)) if (node.type === "heading") shown.add(offset(node));
  const sections = outline(tree).filter((section) => shown.has(section.heading.start));
  numbering.title = frontMatterTitle(source, tree);
  const heading = numbering.title === "" ? sections.find((section) => section.level === 1) : undefined;
  if (heading) {
    numbering.title = typeset(heading.title);
    numbering.titleAt = heading.heading.start;
  }
  const top = sections.some((section) => section.level === 1 && section !== heading) && !heading ? 1 : 2;
  const counters: number[] = [];
  for (const section of sections) {
    let number: string | null = null;
    if (section === heading) number = section.unnumbered ? null : chapterNumber;
    else if (!section.unnumbered && chapterNumber) {
      const depth = Math.max(0, section.level - top);
      counters.length = depth + 1;
      for (let at = 0; at <= depth; at++) counters[at] ??= at === depth ? 0 : 1;
      counters[depth] = (counters[depth] ?? 0) + 1;
      number = [chapterNumber, ...counters].join(".");
    }
    const title = typeset(section.title);
    numbering.sections.set(section.heading.start, { ...section, title, number });
    if (section.explicit) define({ label: section.id, kind: "sec", number, title }, section.heading.start);
  }
}

function frontMatterTitle(source: string, tree: ChapterTree): string {
  if (tree.children[0]?.type !== "yaml") return "";
  const read = readFrontMatter(source);
  const title = read.ok ? read.value.data.title : null;
  return typeof title === "string" || typeof title === "number" ? String(title).trim() : "";
}

/** The kind of a numbered box, or null. */
function boxKind(attributes: Attributes | null): string | null {
  for (const name of attributes?.classes ?? []) {
    if (Object.hasOwn(numberedBoxes, name)) return numberedBoxes[name]!.kind;
  }
  return null;
}

function titleOf(node: Nodes): string {
  const given = named(node, "title", "name", "lst-cap", "fig-cap", "tbl-cap");
  if (given) return given;
  if ("caption" in node && node.caption) return plainText(node.caption);
  if (node.type === "image") return node.alt ?? "";
  if (node.type !== "div" || boxKind(attributesOf(node))) return "";
  const first = node.children[0];
  if (first?.type === "heading") return plainText(first);
  const last = node.children.at(-1);
  return last?.type === "paragraph" && node.children.length > 1 ? plainText(last).slice(0, 200) : "";
}
