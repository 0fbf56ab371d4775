export {
  createSchema,
  type MarkDefinition,
  markDefinitions,
  type NodeDefinition,
  nodeDefinitions,
  type OpenDocument,
  type Origin,
  openDocument,
  type Segment,
  type WrittenMark,
  writeDocument,
} from "./chapter/index.ts";
