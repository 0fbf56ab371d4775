/** The schema of the document: every construct's own part, put together. */
import { type MarkSpec, type NodeSpec, Schema } from "@tiptap/pm/model";
import { markConstructs } from "../marks/index.ts";
import { atomConstructs, blockConstructs } from "../nodes/index.ts";

/** Build a schema. Tiptap builds its own from the same specs; either can be handed to `openDocument`. */
export function buildSchema(): Schema {
  const nodes: Record<string, NodeSpec> = { doc: { content: "block+" } };
  // The first block with inline content is what a new line becomes.
  for (const each of [...blockConstructs].sort((a, b) => rank(a.name) - rank(b.name)))
    nodes[each.name] = each.spec;
  nodes.text = { group: "inline" };
  for (const each of atomConstructs) nodes[each.name] = each.spec;
  const marks: Record<string, MarkSpec> = {};
  for (const each of markConstructs) marks[each.name] = each.spec;
  return new Schema({ nodes, marks });
}

function rank(name: string): number {
  return name === "paragraph" ? 0 : 1;
}

/** The schema for use without an editor. */
export const documentSchema: Schema = buildSchema();
