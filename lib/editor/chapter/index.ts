export { type MarkDefinition, markDefinitions, type NodeDefinition, nodeDefinitions } from "./definitions.ts";
export { type OpenDocument, type Origin, openDocument } from "./open-document.ts";
export { createSchema } from "./schema.ts";
export type { Segment, WrittenMark } from "./segment.ts";
export { writeDocument } from "./write-document.ts";
