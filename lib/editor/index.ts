export {
  documentSchema,
  type OpenDocument,
  openDocument,
  type Written,
  writeDocument,
  writeEdits,
} from "./document/index.ts";
