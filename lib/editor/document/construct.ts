/** What one construct of Quarto Markdown tells the editor: its place in the schema, how it is read, how it is written. */
import type { Mark, MarkSpec, NodeSpec, Node as ProseNode, Schema } from "@tiptap/pm/model";
import type { Nodes, PhrasingContent, RootContent } from "mdast";
import type { Edit, Span } from "#lib/core/text/index.ts";
import type { OpenDocument } from "./open.ts";
import type { CellOrigin, Origin, TextOrigin } from "./origin.ts";
import type { Style } from "./style.ts";

/** Turns nodes of the tree into nodes of the document. */
export interface Reader {
  readonly schema: Schema;
  readonly source: string;
  /** Children of a container; an empty one shows an empty paragraph that stands at `at`. */
  blocks(
    nodes: readonly RootContent[],
    inner: string,
    at: number,
    hollow: { lead: string; tail: string },
  ): Origin[];
  /** A textblock of running text; `at` is where text goes when there is none. */
  rich(
    name: string,
    attrs: Record<string, unknown>,
    tree: Nodes,
    children: readonly PhrasingContent[],
    place: { start: number; end: number; prefix: string; at: number },
  ): Origin;
  /** A textblock whose text is shown as written. */
  verbatim(
    name: string,
    attrs: Record<string, unknown>,
    tree: Nodes,
    text: TextOrigin & { kind: "verbatim" },
    place: { start: number; end: number; prefix: string },
  ): Origin;
  /** A container with the children given. */
  container(
    name: string,
    attrs: Record<string, unknown>,
    tree: Nodes,
    children: readonly Origin[],
    place: { start: number; end: number; prefix: string; inner: string },
  ): Origin;
  /** A cell of a grid table, with what its lines hold. */
  cell(
    name: string,
    attrs: Record<string, unknown>,
    tree: Nodes,
    lines: readonly Span[],
    place: { start: number; end: number; prefix: string },
  ): Origin;
  /** A construct kept as its source. */
  island(kind: string, tree: Nodes, prefix: string, value?: string): Origin;
}

/** Writes new content. Text is logical: lines end in `\n`, and prefixes of containers are added by the containers. */
export interface Pen {
  readonly style: Style;
  /** Blocks one after another, with what belongs between them. */
  blocks(parent: ProseNode): string;
  block(node: ProseNode, parent: ProseNode): string;
  /** The inline content of a textblock. `line` forbids line breaks, as in a heading or a table's cell. */
  inline(node: ProseNode, line?: boolean): string;
  /** The lines of a cell of a grid table: of one that was opened as it is now, or of a new one. */
  cell(was: CellOrigin | null, now: ProseNode): string;
  /** Another text of a cell, read. */
  openCell(text: string): OpenDocument;
}

/** Collects changes within the source of one node whose attributes changed. */
export interface Desk {
  readonly source: string;
  readonly style: Style;
  edit(start: number, end: number, text: string): void;
}

/** Writes a construct anew whose lines hang together, such as a table. */
export interface Press extends Desk {
  readonly pen: Pen;
  /** The source from `start` to `end` with the text of some textblocks in it edited. */
  retexted(edited: readonly (readonly [Origin, ProseNode])[], start: number, end: number): string;
}

export interface BlockConstruct {
  name: string;
  spec: NodeSpec;
  /** Types of tree nodes it may read; none for nodes that their parents read. */
  reads: readonly Nodes["type"][];
  /** Null when this node of the tree is not its own after all. */
  read?(node: Nodes, reader: Reader, prefix: string): Origin | null;
  write(node: ProseNode, pen: Pen): string;
  /** Change attributes in place. False when the block must be written anew. Not asked when attributes are the same. */
  amend?(origin: Origin, next: ProseNode, desk: Desk): boolean;
  /** Change attributes and content in one; then `amend` is not asked. False when the block must be written anew. */
  redraw?(origin: Origin, next: ProseNode, press: Press): boolean;
}

/** An inline construct that is one thing, kept by its source. */
export interface AtomConstruct {
  name: string;
  spec: NodeSpec;
  reads: readonly Nodes["type"][];
  write(node: ProseNode, style: Style): string;
}

/** Markup around running text. */
export interface MarkConstruct {
  name: string;
  spec: MarkSpec;
  reads: readonly Nodes["type"][];
  /** Attributes of the mark, from the tree node and its source. */
  attrs(node: Nodes, source: string): Record<string, unknown>;
  /** What stands before and after `text` in new markup. */
  write(mark: Mark, style: Style, text: string): { open: string; close: string };
  /** What may stand at its ends: anything, or no white space. */
  edge: "any" | "ink";
}

export type { Edit, Span };
