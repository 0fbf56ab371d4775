import type { ElementContent } from "hast";
import { type ChapterTree, cutBlocks, parse } from "../index.ts";
import { renderFlow } from "./blocks.ts";
import type { RenderContext } from "./context.ts";
import { renderInline } from "./inline.ts";
import { collectNotes } from "./notes.ts";
import { numberLabels } from "./number-labels.ts";
import { walk } from "./visible.ts";
import { type Writer, warnAt } from "./writer.ts";

/** Make ready to draw a tree of this source. */
export function openWriter(source: string, tree: ChapterTree, context: RenderContext): Writer {
  const writer = startWriter(source, tree, context, {
    warnings: [],
    usedNotes: [],
    citedKeys: new Set(),
    includedAt: null,
  });
  for (const { index, span } of cutBlocks(source)) {
    if (!writer.blocks.has(span.start)) writer.blocks.set(span.start, { index, end: span.end });
  }
  for (const { label, at } of writer.numbering.repeated) {
    warnAt(writer, at, "label.twice", `The label “${label}” stands twice in this chapter.`);
  }
  return writer;
}

/** Draw a text that the chapter includes: it cites and notes for the chapter, and numbers nothing. */
function include(writer: Writer, source: string, line: number): ElementContent[] {
  const tree = parse(source);
  const included = startWriter(source, tree, writer.context, {
    warnings: writer.warnings,
    usedNotes: writer.usedNotes,
    citedKeys: writer.citedKeys,
    includedAt: { line, depth: (writer.includedAt?.depth ?? 0) + 1 },
  });
  included.numbering.items.clear();
  for (const section of included.numbering.sections.values()) section.number = null;
  return included.flow(tree.children);
}

function startWriter(
  source: string,
  tree: ChapterTree,
  context: RenderContext,
  shared: Pick<Writer, "warnings" | "usedNotes" | "citedKeys" | "includedAt">,
): Writer {
  const head = tree.children[0];
  const writer: Writer = {
    ...shared,
    source,
    context,
    numbering: numberLabels(source, tree, context.chapter.number),
    notes: new Map(),
    blocks: new Map(),
    definitions: new Map(),
    echo: !(head?.type === "yaml" && /^\s{0,8}echo:\s*false\s*$/mu.test(head.value)),
    include: (text, line) => include(writer, text, line),
    inline: (children) => renderInline(writer, children),
    flow: (children) => renderFlow(writer, children),
  };
  collectNotes(writer, tree.children);
  for (const node of walk(tree.children)) {
    if (node.type !== "definition" || writer.definitions.has(node.identifier)) continue;
    writer.definitions.set(node.identifier, { url: node.url, title: node.title ?? null });
  }
  return writer;
}
