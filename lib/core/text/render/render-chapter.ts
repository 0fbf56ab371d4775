import type { ElementContent, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import type { RootContent } from "mdast";
import { cutBlocks, outline, parse } from "../index.ts";
import { renderFlow, searchText } from "./blocks.ts";
import type { OutlineEntry, RenderContext, Rendering } from "./context.ts";
import { element, text, trusted } from "./element.ts";
import { renderInline } from "./inline.ts";
import { numberLabels, walk } from "./number-labels.ts";
import { type Note, type Writer, warn } from "./writer.ts";

/** Raised whenever the same source would render differently; part of every rendering's key. */
export const rendererVersion = "1";

/**
 * A chapter as sanitised HTML with its outline, labels, warnings and words. Never throws for any source; what cannot
 * be shown as meant is shown as source, and told. Time and memory are the caller's to bound (lib/adapters/render).
 */
export function renderChapter(source: string, context: RenderContext): Rendering {
  const tree = parse(source);
  const writer = openWriter(source, tree.children, context);
  const body = writer.flow(tree.children);
  const children = [...body, ...noteList(writer), ...referenceList(writer)];
  const shown = tree.children.filter((node) => node.type !== "yaml");
  const plain = searchText(shown);
  reportUnusedNotes(writer, tree.children);
  return {
    html: html(children),
    title: writer.numbering.title,
    outline: nestedOutline(source, writer),
    labels: writer.numbering.labels,
    warnings: writer.warnings,
    words: plain.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0,
    text: plain,
  };
}

/** A passage by itself, for previews and differences: no notes at its foot, numbers as in a chapter of its own. */
export function renderFragment(source: string, context: RenderContext): string {
  const tree = parse(source);
  const writer = openWriter(source, tree.children, context);
  return html([...writer.flow(tree.children), ...noteList(writer)]);
}

function html(children: ElementContent[]): string {
  const root: Root = { type: "root", children };
  return toHtml(root, { allowDangerousHtml: true });
}

function openWriter(source: string, nodes: readonly RootContent[], context: RenderContext): Writer {
  const writer: Writer = {
    source,
    context,
    numbering: numberLabels({ type: "root", children: [...nodes] }, context.chapter.number),
    warnings: [],
    notes: new Map(),
    usedNotes: [],
    citedKeys: new Set(),
    blocks: new Map(cutBlocks(source).map((block) => [block.span.start, block.index])),
    definitions: new Map(),
    depth: 0,
    inline: (children) => renderInline(writer, children),
    flow: (children) => renderFlow(writer, children),
  };
  const labels = new Set<string>();
  for (const { label } of writer.numbering.labels) {
    if (labels.has(label)) {
      warn(
        writer,
        { type: "root", children: [] },
        "label.twice",
        `The label “${label}” stands twice in this chapter.`,
      );
    }
    labels.add(label);
  }
  for (const node of walk(nodes)) {
    if (node.type === "footnoteDefinition") {
      const id = node.identifier.toLowerCase();
      if (writer.notes.has(id)) continue;
      writer.notes.set(id, {
        number: 0,
        id: id.replace(/[^\w-]/gu, "-"),
        content: null,
        references: 0,
        make: () => writer.flow(node.children),
      });
    } else if (node.type === "definition") {
      writer.definitions.set(node.identifier, { url: node.url, title: node.title ?? null });
    }
  }
  return writer;
}

function reportUnusedNotes(writer: Writer, nodes: readonly RootContent[]): void {
  for (const node of walk(nodes)) {
    if (node.type !== "footnoteDefinition") continue;
    if (writer.notes.get(node.identifier.toLowerCase())?.number === 0) {
      warn(
        writer,
        node,
        "footnote.unused",
        `Nothing refers to the footnote “${node.label ?? node.identifier}”.`,
      );
    }
  }
}

function noteList(writer: Writer): ElementContent[] {
  if (writer.usedNotes.length === 0) return [];
  const items = writer.usedNotes.map((note) =>
    element("li", { id: `fn-${note.id}` }, [...(note.content ?? []), backLink(note)]),
  );
  return [
    element("section", { className: ["footnotes"], role: "doc-endnotes", ariaLabel: "Notes" }, [
      element("h2", { className: ["footnotes-title"] }, [text("Notes")]),
      element("ol", {}, items),
    ]),
  ];
}

function backLink(note: Note): ElementContent {
  return element(
    "a",
    {
      href: `#fnref-${note.id}`,
      className: ["note-back"],
      role: "doc-backlink",
      ariaLabel: `Back to note ${note.number}`,
    },
    [text("↩")],
  );
}

function referenceList(writer: Writer): ElementContent[] {
  if (writer.citedKeys.size === 0) return [];
  const rows = [...writer.citedKeys]
    .map((key) => ({ key, html: writer.context.works[key]?.html ?? "" }))
    .sort((a, b) => (a.html.replace(/<[^>]*>/gu, "") < b.html.replace(/<[^>]*>/gu, "") ? -1 : 1));
  return [
    element("section", { className: ["references"], role: "doc-bibliography", ariaLabel: "References" }, [
      element("h2", { className: ["references-title"] }, [text("References")]),
      element(
        "ol",
        {},
        rows.map((row) => element("li", { id: `ref-${row.key}` }, [trusted(row.html)])),
      ),
    ]),
  ];
}

function nestedOutline(source: string, writer: Writer): OutlineEntry[] {
  const roots: OutlineEntry[] = [];
  const open: OutlineEntry[] = [];
  for (const section of outline(source)) {
    if (section.unlisted || (section.level === 1 && section.title === writer.numbering.title)) continue;
    const entry: OutlineEntry = {
      id: section.id,
      number: writer.numbering.sections.get(section.heading.start)?.number ?? null,
      title: section.title,
      level: section.level,
      children: [],
    };
    while (open.length > 0 && open[open.length - 1]!.level >= entry.level) open.pop();
    (open.at(-1)?.children ?? roots).push(entry);
    open.push(entry);
  }
  return roots;
}
