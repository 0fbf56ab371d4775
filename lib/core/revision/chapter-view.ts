import type { Nodes } from "mdast";
import { type Attributes, type ChapterTree, parse, type Span } from "#lib/core/text/index.ts";

type NodeOf<T extends Nodes["type"]> = Extract<Nodes, { type: T }>;

/** Where a label is defined. */
export interface LabelPlace {
  label: string;
  span: Span;
}

/** A chapter parsed once and sorted by kinds of node, for all rules to look at. */
export class ChapterView {
  readonly source: string;
  readonly tree: ChapterTree;
  /** Every `{#id}`, `#| label:` and shortcode-free anchor of this chapter, in order. */
  readonly labels: LabelPlace[] = [];
  /** Source ranges of running words: text that is not inside code, math, links' addresses or raw parts. */
  readonly words: Span[] = [];
  private readonly byType = new Map<string, Nodes[]>();
  private readonly lineStarts: number[] = [0];

  constructor(source: string) {
    this.source = source;
    this.tree = parse(source);
    for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1))
      this.lineStarts.push(at + 1);
    eachNode(this.tree, (node, inLink) => this.note(node, inLink));
  }

  /** All nodes of one type, in source order. */
  all<T extends Nodes["type"]>(type: T): NodeOf<T>[] {
    return (this.byType.get(type) ?? []) as NodeOf<T>[];
  }

  /** Number of the line (from 1) an offset stands on. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lineStarts[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Offset at which a line (from 1) begins. */
  lineStart(line: number): number {
    return this.lineStarts[line - 1] ?? this.source.length;
  }

  private note(node: Nodes, inLink: boolean): void {
    const list = this.byType.get(node.type);
    if (list === undefined) this.byType.set(node.type, [node]);
    else list.push(node);
    const attributes = attributesOf(node);
    if (attributes?.id) this.labels.push({ label: attributes.id, span: attributes.span });
    if (node.type === "code")
      for (const [key, value] of node.options ?? [])
        if (key === "label" && value !== "") this.labels.push({ label: value, span: spanOf(node) });
    if (node.type === "text" && !inLink) this.words.push(spanOf(node));
  }
}

/** Visit every node in source order, captions of tables included. */
export function eachNode(tree: Nodes, visit: (node: Nodes, inLink: boolean) => void): void {
  const open: { node: Nodes; inLink: boolean }[] = [{ node: tree, inLink: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, inLink } = next;
    visit(node, inLink);
    const within = inLink || node.type === "link" || node.type === "linkReference";
    if ("caption" in node && node.caption !== undefined) open.push({ node: node.caption, inLink: within });
    if ("children" in node)
      for (let i = node.children.length - 1; i >= 0; i--)
        open.push({ node: node.children[i]!, inLink: within });
  }
}

/** The Pandoc attributes of a node, if it can carry any and does. */
export function attributesOf(node: Nodes): Attributes | null {
  return "attributes" in node && node.attributes ? node.attributes : null;
}

/** The source range of a node. */
export function spanOf(node: Nodes): Span {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}
