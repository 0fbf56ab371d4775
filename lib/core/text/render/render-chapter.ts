import type { Element, ElementContent, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { parse } from "../index.ts";
import type { OutlineEntry, RenderContext, Rendering } from "./context.ts";
import { noteList, reportUnusedNotes } from "./notes.ts";
import { openWriter } from "./open-writer.ts";
import { referenceList } from "./reference-list.ts";
import { pageId, settleIds } from "./settle-ids.ts";
import { shownText } from "./shown-text.ts";
import type { Writer } from "./writer.ts";

/** Raised whenever the same source would render differently; part of every rendering's key. */
export const rendererVersion = "6";

/**
 * A chapter as sanitised HTML with its outline, labels, warnings and words. Never throws for any source; what cannot
 * be shown as meant is shown as source, and told. Time and memory are the caller's to bound (lib/adapters/render).
 */
export function renderChapter(source: string, context: RenderContext): Rendering {
  const tree = parse(source);
  const writer = openWriter(source, tree, context);
  const body = writer.flow(tree.children);
  const children = [...body, ...noteList(writer), ...referenceList(writer)];
  reportUnusedNotes(writer, tree.children);
  loadAtOnce(firstImage(children));
  return {
    html: html(children),
    title: writer.numbering.title,
    outline: nestedOutline(writer),
    labels: writer.numbering.labels,
    warnings: writer.warnings,
    ...shownText(children),
  };
}

/** A passage by itself, for previews and differences: numbers as in a chapter of its own, no list of works. */
export function renderFragment(source: string, context: RenderContext): string {
  const tree = parse(source);
  const writer = openWriter(source, tree, context);
  return html([...writer.flow(tree.children), ...noteList(writer)]);
}

/** The first image of a page is likely in view when it opens, and waiting for the layout would only delay it. */
function loadAtOnce(image: Element | null): void {
  if (!image) return;
  delete image.properties.loading;
  delete image.properties.decoding;
}

function firstImage(children: readonly ElementContent[]): Element | null {
  for (const child of children) {
    if (child.type !== "element") continue;
    const found = child.tagName === "img" ? child : firstImage(child.children);
    if (found) return found;
  }
  return null;
}

function html(children: ElementContent[]): string {
  settleIds(children);
  const root: Root = { type: "root", children };
  return toHtml(root, { allowDangerousHtml: true });
}

function nestedOutline(writer: Writer): OutlineEntry[] {
  const roots: OutlineEntry[] = [];
  const open: OutlineEntry[] = [];
  for (const section of writer.numbering.sections.values()) {
    if (section.unlisted || section.heading.start === writer.numbering.titleAt) continue;
    const { number, title, level } = section;
    const entry: OutlineEntry = { id: pageId(section.id), number, title, level, children: [] };
    while (open.length > 0 && open[open.length - 1]!.level >= level) open.pop();
    (open.at(-1)?.children ?? roots).push(entry);
    open.push(entry);
  }
  return roots;
}
