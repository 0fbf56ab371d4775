import type { Element, ElementContent } from "hast";
import type { Nodes, PhrasingContent, RootContent } from "mdast";
import { lineAndColumn, plainText } from "../index.ts";
import type { RenderContext, RenderWarning } from "./context.ts";
import type { Numbering } from "./number-labels.ts";

/** One chapter on its way to HTML: what handlers read, and what they add to. */
export interface Writer {
  source: string;
  context: RenderContext;
  numbering: Numbering;
  warnings: RenderWarning[];
  /** Footnote definitions by identifier, and the order they were first used in. */
  notes: Map<string, Note>;
  usedNotes: Note[];
  citedKeys: Set<string>;
  /** Block ordinals by offset, for `data-block`. */
  blocks: Map<number, number>;
  definitions: Map<string, { url: string; title: string | null }>;
  /** How deep included files are nested. */
  depth: number;
  inline(nodes: readonly PhrasingContent[]): ElementContent[];
  flow(nodes: readonly RootContent[]): ElementContent[];
}

export interface Note {
  number: number;
  id: string;
  content: ElementContent[] | null;
  make(): ElementContent[];
  references: number;
}

/** Tell the editor of something that could not be shown as meant. */
export function warn(writer: Writer, node: Nodes, code: string, message: string): void {
  if (writer.warnings.length >= 500) return;
  const { line } = lineAndColumn(writer.source, node.position?.start.offset ?? 0);
  writer.warnings.push({ code, message, line });
}

/** Mark an element with the block of the source it shows, so that words chosen on the page can be found there. */
export function placed(writer: Writer, node: Nodes, made: Element): Element {
  const block = writer.blocks.get(node.position?.start.offset ?? -1);
  if (block !== undefined) made.properties.dataBlock = String(block);
  return made;
}

export function words(nodes: readonly PhrasingContent[]): string {
  return nodes.map(plainText).join("");
}
