export { judgeUpdate } from "./judge-update.ts";
export type { RoomNews } from "./room.ts";
export { Rooms } from "./rooms.ts";
export { documentOf, rewrite, textName, textOf } from "./shared-text.ts";
