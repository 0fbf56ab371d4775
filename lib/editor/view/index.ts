export type { AddTools, PastedReference } from "./add-tools.ts";
export { ChapterEditor, type ChapterEditorProps } from "./chapter-editor.tsx";
export { type BrowserCopy, type KeepingState, useDraftKeeper } from "./draft-keeper.ts";
export { editorKeys } from "./editor-keys.ts";
export type { ToolbarResources } from "./question.tsx";
export type { Ended } from "./together/ask-server.ts";
export { useTogether } from "./together/use-together.ts";
export { forgetUndo } from "./undo/index.ts";
