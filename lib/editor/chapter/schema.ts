import { type AttributeSpec, Schema } from "@tiptap/pm/model";
import { markDefinitions, nodeDefinitions } from "./definitions.ts";

/** The editor's schema without a browser, for the command line and tests; the visual editor has the same one. */
export function createSchema(): Schema {
  return new Schema({
    topNode: "doc",
    nodes: Object.fromEntries(
      nodeDefinitions.map(({ name, attributes, tag: _, ...spec }) => [
        name,
        { ...spec, attrs: attributeSpecs(attributes) },
      ]),
    ),
    marks: Object.fromEntries(
      markDefinitions.map(({ name, open, close }) => [name, { attrs: attributeSpecs({ open, close }) }]),
    ),
  });
}

function attributeSpecs(attributes: Record<string, unknown> = {}): Record<string, AttributeSpec> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { default: value }]));
}
