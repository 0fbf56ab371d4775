export { rewindTo } from "./rewind.ts";
export { forgetUndo } from "./undo-store.ts";
export { undoingOf } from "./undoing.ts";
export { useSourceUndo } from "./use-source-undo.ts";
export { type Earlier, useUndoLog } from "./use-undo-log.ts";
