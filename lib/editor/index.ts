export { type MarkDefinition, markDefinitions, type NodeDefinition, nodeDefinitions } from "./definitions.ts";
export {
  type OpenDocument,
  type Origin,
  openDocument,
  type Segment,
  writeDocument,
} from "./document/index.ts";
export { createSchema } from "./schema.ts";
