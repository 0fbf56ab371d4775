import type { SyncLog, SyncRecord } from "#lib/features/ports/index.ts";
import type { Database } from "./client.ts";

/** The log of syncs, as the progress page shows it. */
export function createSyncLog(db: Database): SyncLog {
  return {
    async begin(record) {
      // A sync that a killed process left running will not go on.
      await db.sync.updateMany({
        where: { bookId: record.bookId, state: "running" },
        data: {
          state: "failed",
          problem: "It was interrupted; the next one took over.",
          finishedAt: new Date(),
        },
      });
      await db.sync.create({ data: { ...record, state: "running", step: "Fetching the book" } });
    },
    async progress(id, step, done, total) {
      await db.sync.update({ where: { id }, data: { step, done, total } });
    },
    async note(id, level, text) {
      const line = JSON.stringify([{ at: new Date().toISOString(), level, text: text.slice(0, 2000) }]);
      await db.$executeRaw`UPDATE "sync" SET "log" = "log" || ${line}::jsonb WHERE "id" = ${id}
        AND jsonb_array_length("log") < 1000`;
    },
    async finish(id, end) {
      await db.sync.update({ where: { id }, data: { ...end, finishedAt: new Date() } });
    },
    async recent(bookId, limit) {
      const rows = await db.sync.findMany({ where: { bookId }, orderBy: { startedAt: "desc" }, take: limit });
      return rows.map((row) => ({
        ...row,
        state: row.state as SyncRecord["state"],
        log: row.log as SyncRecord["log"],
      }));
    },
  };
}
