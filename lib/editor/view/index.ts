export { useDraftKeeper } from "../surface/draft-keeper.ts";
export { ChapterEditor, type ChapterEditorProps } from "./chapter-editor.tsx";
export type { ToolbarResources } from "./toolbar.tsx";
