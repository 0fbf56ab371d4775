export type { AtomConstruct, BlockConstruct, MarkConstruct } from "./construct.ts";
export { inexact } from "./exact-edit.ts";
export { sameMeaning } from "./meaning.ts";
export { type OpenDocument, openDocument } from "./open.ts";
export type { Origin } from "./origin.ts";
export { buildSchema, documentSchema } from "./schema.ts";
export { type StructuralEdit, structuralEdit, structuralFault, structuralKinds } from "./structural-edits.ts";
export { type WordPlace, wordPlaces } from "./word-places.ts";
export { type Written, writeDocument, writeEdits } from "./write.ts";
