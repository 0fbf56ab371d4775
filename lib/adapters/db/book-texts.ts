import type { BookTexts, Jobs } from "#lib/features/ports/index.ts";
import type { Database } from "./client.ts";

/** How long a page waits for texts that the worker reads, and how often it looks, in milliseconds. */
const patience = 4_000;
const pause = 120;

/** Texts by content hash, as stored. */
export function createBookTexts(db: Database): BookTexts {
  return {
    async find(blobs) {
      const wanted = [...new Set(blobs)];
      const rows = await db.bookText.findMany({ where: { blob: { in: wanted } } });
      if (rows.length > 0)
        // What is read stays; once a day is often enough to say so.
        await db.$executeRaw`UPDATE "book_text" SET "read_at" = now()
          WHERE "blob" = ANY(${wanted}) AND "read_at" < now() - interval '1 day'`;
      return new Map(rows.map(({ blob, text }) => [blob, text]));
    },
    async keep(texts) {
      await db.bookText.createMany({ data: [...texts], skipDuplicates: true });
    },
    async clear(before) {
      const { count } = await db.bookText.deleteMany({ where: { readAt: { lt: before } } });
      return count;
    },
  };
}

/**
 * The same for a process without a copy of the repository: what is not stored yet is asked of the worker and waited for,
 * a few seconds. What has not come by then is left out; it is there the next time.
 */
export function createFetchedTexts(texts: BookTexts, jobs: Jobs): Pick<BookTexts, "find"> {
  return {
    async find(blobs) {
      let found = await texts.find(blobs);
      const missing = blobs.filter((blob) => !found.has(blob));
      if (missing.length === 0) return found;
      await jobs.add("read-texts", { blobs: missing });
      for (let waited = 0; waited < patience; waited += pause) {
        await new Promise((done) => setTimeout(done, pause));
        found = await texts.find(blobs);
        if (blobs.every((blob) => found.has(blob))) break;
      }
      return found;
    },
  };
}
