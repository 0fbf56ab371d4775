/** Running text of the tree as inline content of the document. */
import type { Mark, Node as ProseNode, Schema } from "@tiptap/pm/model";
import type { Nodes, PhrasingContent } from "mdast";
import type { AtomConstruct, MarkConstruct } from "./construct.ts";
import { spanOf } from "./origin.ts";
import type { InlineReader } from "./tokens.ts";

/** Reads inline constructs of one source into one schema. */
export class Inline implements InlineReader {
  private readonly schema: Schema;
  private readonly source: string;
  private readonly marks = new Map<string, MarkConstruct>();
  private readonly atoms = new Map<string, AtomConstruct>();

  constructor(
    schema: Schema,
    source: string,
    marks: readonly MarkConstruct[],
    atoms: readonly AtomConstruct[],
  ) {
    this.schema = schema;
    this.source = source;
    for (const each of marks) for (const type of each.reads) this.marks.set(type, each);
    for (const each of atoms) for (const type of each.reads) this.atoms.set(type, each);
  }

  mark(node: Nodes): Mark | null {
    const construct = this.marks.get(node.type);
    if (!construct || !hasText(node)) return null;
    return this.schema.mark(construct.name, construct.attrs(node, this.source));
  }

  atom(node: Nodes): ProseNode | null {
    const name = this.atoms.get(node.type)?.name ?? "inlineIsland";
    if (name === "hardBreak") return this.schema.node(name);
    const { start, end } = spanOf(node);
    return this.schema.node(name, { source: oneLine(this.source.slice(start, end)) });
  }

  content(nodes: readonly PhrasingContent[]): ProseNode[] {
    const found: ProseNode[] = [];
    this.collect(nodes, [], found);
    return found;
  }

  private collect(nodes: readonly PhrasingContent[], marks: readonly Mark[], found: ProseNode[]): void {
    for (const node of nodes) {
      if (node.type === "text") {
        if (node.value !== "") found.push(this.schema.text(node.value.replaceAll("\n", " "), marks));
        continue;
      }
      const mark = this.mark(node);
      if (!mark) {
        const atom = this.atom(node);
        if (atom) found.push(atom.mark(marks));
        continue;
      }
      const inside = mark.addToSet(marks);
      if (node.type === "inlineCode") found.push(this.schema.text(node.value, inside));
      else if ("children" in node) this.collect(node.children as PhrasingContent[], inside, found);
    }
  }
}

function hasText(node: Nodes): boolean {
  if (node.type === "inlineCode") return node.value !== "";
  if (!("children" in node)) return false;
  return node.children.some((child) =>
    child.type === "text"
      ? child.value !== ""
      : "children" in child
        ? hasText(child) || !child.children.length
        : true,
  );
}

/** A construct's source with line breaks (and the prefixes after them) as single spaces. */
export function oneLine(source: string): string {
  return source.replace(/[ \t]*\r?\n[ \t>]*/gu, " ");
}
