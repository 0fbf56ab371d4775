export { blockKeys } from "./block-keys.ts";
export { BlockMenu } from "./block-menu.tsx";
export { DragHandle } from "./drag-handle.tsx";
