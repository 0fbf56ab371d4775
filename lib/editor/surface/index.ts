export { ChapterEditor, type ChapterEditorProps } from "./chapter-editor.tsx";
export { type BrowserCopy, type KeepingState, useDraftKeeper } from "./draft-keeper.ts";
export { type EditablePart, editableParts, partFor } from "./editable-part.ts";
