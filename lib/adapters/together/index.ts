export { judgeUpdate } from "./judge-update.ts";
export { type RoomNews, Rooms } from "./rooms.ts";
export { documentOf, rewrite, textName, textOf } from "./shared-text.ts";
