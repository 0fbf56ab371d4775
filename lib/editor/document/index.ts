export { fromInline, toInline } from "./inline-content.ts";
export { type OpenDocument, type Origin, openDocument } from "./open-document.ts";
export type { Segment, WrittenMark } from "./segment.ts";
export { writeDocument } from "./write-document.ts";
