/** The tree of a chapter as a document, each node beside its place in the source. */
import { Fragment, type Node as ProseNode, type Schema } from "@tiptap/pm/model";
import type { Nodes, PhrasingContent, RootContent } from "mdast";
import type { Span } from "#lib/core/text/index.ts";
import type { BlockConstruct, Reader } from "./construct.ts";
import type { Inline } from "./inline.ts";
import type { OpenDocument } from "./open.ts";
import { type Origin, prefixAt, spanOf, type TextOrigin, verbatimLines } from "./origin.ts";

/** One source being read. */
export class DocumentReader implements Reader {
  readonly schema: Schema;
  readonly source: string;
  private readonly inline: Inline;
  private readonly constructs: ReadonlyMap<string, readonly BlockConstruct[]>;
  private readonly openCell: (text: string) => OpenDocument;

  constructor(
    schema: Schema,
    source: string,
    inline: Inline,
    constructs: readonly BlockConstruct[],
    openCell: (text: string) => OpenDocument,
  ) {
    this.openCell = openCell;
    this.schema = schema;
    this.source = source;
    this.inline = inline;
    const byType = new Map<string, BlockConstruct[]>();
    for (const each of constructs)
      for (const type of each.reads) byType.set(type, [...(byType.get(type) ?? []), each]);
    this.constructs = byType;
  }

  blocks(
    nodes: readonly RootContent[],
    inner: string,
    at: number,
    hollow: { lead: string; tail: string },
  ): Origin[] {
    const found = nodes.map((node) => this.block(node, inner));
    if (found.length > 0) return found;
    const node = this.schema.node("paragraph");
    const text: TextOrigin = { kind: "rich", children: [], start: at, end: at };
    return [{ node, tree: null, start: at, end: at, prefix: inner, inner, children: [], text, hollow }];
  }

  block(node: RootContent, prefix: string): Origin {
    for (const construct of this.constructs.get(node.type) ?? []) {
      const origin = construct.read?.(node, this, prefix);
      if (origin) return origin;
    }
    return this.island(node.type, node, prefix);
  }

  rich(
    name: string,
    attrs: Record<string, unknown>,
    tree: Nodes,
    children: readonly PhrasingContent[],
    place: { start: number; end: number; prefix: string; at: number },
  ): Origin {
    const first = children[0];
    const last = children[children.length - 1];
    const start = first ? spanOf(first).start : place.at;
    const end = last ? spanOf(last).end : place.at;
    const text: TextOrigin = { kind: "rich", children, start, end };
    const node = this.schema.node(name, attrs, this.inline.content(children));
    return { node, tree, ...position(place), inner: place.prefix, children: [], text };
  }

  verbatim(
    name: string,
    attrs: Record<string, unknown>,
    tree: Nodes,
    text: TextOrigin & { kind: "verbatim" },
    place: { start: number; end: number; prefix: string },
  ): Origin {
    const value = text.lines.map((line) => this.source.slice(line.start, line.end)).join("\n");
    const node = this.schema.node(name, attrs, value === "" ? [] : [this.schema.text(value)]);
    return { node, tree, ...position(place), inner: place.prefix, children: [], text };
  }

  container(
    name: string,
    attrs: Record<string, unknown>,
    tree: Nodes,
    children: readonly Origin[],
    place: { start: number; end: number; prefix: string; inner: string },
  ): Origin {
    const node = this.schema.node(name, attrs, Fragment.fromArray(children.map((child) => child.node)));
    return { node, tree, ...position(place), inner: place.inner, children, text: null };
  }

  cell(
    name: string,
    attrs: Record<string, unknown>,
    tree: Nodes,
    lines: readonly Span[],
    place: { start: number; end: number; prefix: string },
  ): Origin {
    const opened = this.openCell(lines.map(({ start, end }) => this.source.slice(start, end)).join("\n"));
    const node = this.schema.node(name, attrs, opened.doc.content);
    const cell = { opened, lines };
    return { node, tree, ...position(place), inner: place.prefix, children: [], text: null, cell };
  }

  island(kind: string, tree: Nodes, prefix: string, value?: string): Origin {
    const { start, end } = spanOf(tree);
    const raw = this.source.slice(start, end).replace(/\r\n?/gu, "\n");
    const lines =
      (value === undefined ? null : verbatimLines(this.source, start, end, value)) ??
      verbatimLines(this.source, start, end, strip(raw, prefix)) ??
      verbatimLines(this.source, start, end, raw) ??
      [];
    return this.verbatim(
      "island",
      { kind },
      tree,
      { kind: "verbatim", lines, at: start, tail: "" },
      {
        start,
        end,
        prefix,
      },
    );
  }
}

/** Lines after the first without the prefix of their container, where they have it. */
function strip(raw: string, prefix: string): string {
  return raw
    .split("\n")
    .map((line, index) => (index > 0 && line.startsWith(prefix) ? line.slice(prefix.length) : line))
    .join("\n");
}

function position(place: {
  start: number;
  end: number;
  prefix: string;
}): Pick<Origin, "start" | "end" | "prefix"> {
  return { start: place.start, end: place.end, prefix: place.prefix };
}

export type { ProseNode };
export { prefixAt };
