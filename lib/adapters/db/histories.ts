import type { ChapterRevision } from "#lib/core/book/index.ts";
import type { Histories, Jobs } from "#lib/features/ports/index.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Database } from "./client.ts";

/** How long a page waits for what the worker reads, and how often it looks, in milliseconds. */
const patience = 4_000;
const pause = 120;

/** The revisions of chapters, as stored. */
export function createHistories(db: Database): Histories {
  return {
    async find(chapterId) {
      const row = await db.chapterHistory.findUnique({ where: { chapterId } });
      return row && { ...row, revisions: row.revisions as unknown as ChapterRevision[] };
    },
    async store(chapterId, { commit, revisions, more }) {
      const row = {
        commit,
        more,
        revisions: revisions as unknown as Prisma.InputJsonValue,
        readAt: new Date(),
      };
      await db.chapterHistory.upsert({ where: { chapterId }, create: { chapterId, ...row }, update: row });
    },
    async renames(chapterId) {
      return db.chapterRename.findMany({
        where: { chapterId },
        select: { from: true, to: true, commit: true },
        orderBy: { at: "desc" },
      });
    },
  };
}

/** The same for a process without a copy of the repository: what is missing or old is asked of the worker and waited for. */
export function createFetchedHistories(
  histories: Histories,
  jobs: Jobs,
): { find(chapterId: string, commit: string): ReturnType<Histories["find"]> } {
  return {
    async find(chapterId, commit) {
      let found = await histories.find(chapterId);
      if (found?.commit === commit) return found;
      await jobs.add("read-history", { chapter: chapterId }, `read-history:${chapterId}`);
      for (let waited = 0; waited < patience && found?.commit !== commit; waited += pause) {
        await new Promise((done) => setTimeout(done, pause));
        found = await histories.find(chapterId);
      }
      return found;
    },
  };
}
