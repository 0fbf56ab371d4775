export { type BookSettings, type SyncResult, syncBook } from "./sync-book.ts";
export type { SyncPorts } from "./sync-run.ts";
