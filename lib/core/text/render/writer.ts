import type { Element, ElementContent } from "hast";
import type { Nodes, PhrasingContent, RootContent } from "mdast";
import { lineAndColumn, parseInline } from "../index.ts";
import type { RenderContext, RenderWarning } from "./context.ts";
import type { Numbering } from "./number-labels.ts";

/** One chapter on its way to HTML: what handlers read, and what they add to. */
export interface Writer {
  source: string;
  context: RenderContext;
  numbering: Numbering;
  warnings: RenderWarning[];
  /** Footnotes by identifier, and the order they were first used in. */
  notes: Map<string, Note>;
  usedNotes: Note[];
  citedKeys: Set<string>;
  /** Blocks of the source by offset, for `data-block` and `data-span`. */
  blocks: Map<number, { index: number; end: number }>;
  definitions: Map<string, { url: string; title: string | null }>;
  /** Whether cells show their code when they do not say. */
  echo: boolean;
  /** Where this text is included: what it warns of is told of that line. */
  includedAt: { line: number; depth: number } | null;
  /** Draw a text that the chapter includes; `line` is where. */
  include(source: string, line: number): ElementContent[];
  inline(nodes: readonly PhrasingContent[]): ElementContent[];
  flow(nodes: readonly RootContent[]): ElementContent[];
}

/** A footnote: numbered when it is first referred to, drawn when the text above it is. */
export interface Note {
  /** 0 while nothing refers to it. */
  number: number;
  id: string;
  references: number;
  make(): ElementContent[];
}

/** As many warnings as an editor would read. */
const mostWarnings = 500;

/** Tell the editor of something that could not be shown as meant. */
export function warn(writer: Writer, node: Nodes, code: string, message: string): void {
  warnAt(writer, node.position?.start.offset ?? 0, code, message);
}

/** The same, for a place in the source. */
export function warnAt(writer: Writer, offset: number, code: string, message: string): void {
  if (writer.warnings.length >= mostWarnings) return;
  writer.warnings.push({ code, message, line: lineOf(writer, offset) });
}

/** The line of the chapter, counted from 1; for an included text the line that includes it. */
export function lineOf(writer: Writer, offset: number): number {
  return writer.includedAt?.line ?? lineAndColumn(writer.source, offset).line;
}

/** Mark an element with the block of the source it shows, so that words chosen on the page can be found there. */
export function placed(writer: Writer, node: Nodes, made: Element): Element {
  const start = node.position?.start.offset ?? -1;
  const block = writer.blocks.get(start);
  if (!block) return made;
  made.properties.dataBlock = String(block.index);
  made.properties.dataSpan = `${start}-${block.end}`;
  return made;
}

/** Words that a node carries in an attribute or option, as running text that stands where the node does. */
export function writtenWords(writer: Writer, node: Nodes, words: string): ElementContent[] {
  // One further than the node's beginning, so that nothing in the words is taken for the node itself.
  return writer.inline(parseInline(words, (node.position?.start.offset ?? 0) + 1));
}
