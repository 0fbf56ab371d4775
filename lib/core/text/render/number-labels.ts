import type { Nodes, RootContent } from "mdast";
import type { Attributes, ChapterTree } from "../index.ts";
import { outline, plainText } from "../index.ts";
import type { Label } from "./context.ts";
import { kindOf, numberedBoxes } from "./label-kinds.ts";

/** Numbers and labels of one chapter. */
export interface Numbering {
  title: string;
  /** Section numbers by heading offset; null for an unnumbered one. */
  sections: Map<number, { id: string; number: string | null }>;
  /** Number of a figure, table, listing, equation or box by the offset of its node. */
  items: Map<number, { kind: string; number: string }>;
  labels: Label[];
}

/**
 * Number a chapter's sections and labelled things, in source order: `3.1.2` in chapter 3, plain `1` in a chapter
 * without a number. Only labelled figures, tables, listings and equations count, as in Quarto; boxes count always.
 */
export function numberLabels(tree: ChapterTree, chapterNumber: string | null): Numbering {
  const numbering: Numbering = { title: "", sections: new Map(), items: new Map(), labels: [] };
  numberSections(tree, chapterNumber, numbering);
  const counts = new Map<string, number>();
  const claim = (node: Nodes, kind: string, label: string | null, title: string) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const number = chapterNumber ? `${chapterNumber}.${count}` : String(count);
    numbering.items.set(node.position?.start.offset ?? -1, { kind, number });
    if (label) numbering.labels.push({ label, kind, number, title });
  };
  for (const node of walk(tree.children)) {
    const attributes = attributesOf(node);
    const label = attributes?.id ?? cellLabel(node);
    const box = node.type === "div" ? boxKind(attributes) : null;
    if (box) {
      claim(node, box, label, pair(attributes, "title") ?? "");
      continue;
    }
    const kind = label ? kindOf(label) : null;
    if (!label || !kind || kind === "sec") continue;
    claim(node, kind, label, titleOf(node, attributes));
  }
  return numbering;
}

function numberSections(tree: ChapterTree, chapterNumber: string | null, numbering: Numbering): void {
  const counters: number[] = [];
  for (const section of outline(tree)) {
    const isTitle = section.level === 1 && numbering.title === "";
    if (isTitle) numbering.title = section.title;
    let number: string | null = null;
    if (isTitle) number = section.unnumbered ? null : chapterNumber;
    else if (!section.unnumbered && chapterNumber) {
      const depth = Math.max(0, section.level - 2);
      counters.length = depth + 1;
      for (let at = 0; at <= depth; at++) counters[at] ??= at === depth ? 0 : 1;
      counters[depth] = (counters[depth] ?? 0) + 1;
      number = [chapterNumber, ...counters].join(".");
    }
    numbering.sections.set(section.heading.start, { id: section.id, number });
    if (section.explicit) {
      numbering.labels.push({ label: section.id, kind: "sec", number, title: section.title });
    }
  }
  if (numbering.title) return;
  const yaml =
    tree.children[0]?.type === "yaml" ? /^title:\s*(.+)$/mu.exec(tree.children[0].value)?.[1] : undefined;
  numbering.title = yaml?.trim().replace(/^(["'])(.*)\1$/u, "$2") ?? "";
}

/** The kind of a numbered box, or null. */
export function boxKind(attributes: Attributes | null): string | null {
  for (const name of attributes?.classes ?? []) {
    const box = numberedBoxes[name];
    if (box) return box.kind;
  }
  return null;
}

/** Every block and inline node, containers first, in source order. */
export function* walk(nodes: readonly RootContent[]): Generator<RootContent> {
  for (const node of nodes) {
    yield node;
    if ("children" in node) yield* walk(node.children as RootContent[]);
  }
}

export function attributesOf(node: Nodes): Attributes | null {
  return ("attributes" in node ? (node.attributes as Attributes | null | undefined) : null) ?? null;
}

/** The value of the last pair with this key. */
export function pair(attributes: Attributes | null | undefined, key: string): string | null {
  return attributes?.pairs.findLast(([name]) => name === key)?.[1] ?? null;
}

/** `#| label: fig-x` of a code cell. */
function cellLabel(node: Nodes): string | null {
  if (node.type !== "code") return null;
  return node.options?.find(([key]) => key === "label")?.[1].trim() ?? null;
}

function titleOf(node: Nodes, attributes: Attributes | null): string {
  const named = pair(attributes, "lst-cap") ?? pair(attributes, "fig-cap") ?? pair(attributes, "tbl-cap");
  if (named) return named;
  if ("caption" in node && node.caption) return plainText(node.caption);
  if (node.type === "image") return node.alt ?? "";
  if (node.type === "div") {
    const last = node.children.at(-1);
    return last?.type === "paragraph" ? plainText(last).slice(0, 200) : "";
  }
  return "";
}
