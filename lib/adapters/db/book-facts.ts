import type { CslEntry } from "#lib/core/book/index.ts";
import type { Label } from "#lib/core/text/render/index.ts";
import type { BookFacts } from "#lib/features/ports/index.ts";
import type { Database } from "./client.ts";

/** What the whole book knows, for drawing and checking a passage. */
export function createBookFacts(db: Database): BookFacts {
  return {
    async labels(bookId) {
      const rows = await db.chapter.findMany({
        where: { bookId, removedAt: null },
        select: { path: true, slug: true, labels: true },
        orderBy: { position: "asc" },
      });
      return rows.map((row) => ({ ...row, labels: (row.labels ?? []) as unknown as Label[] }));
    },
    async bibliography(bookId) {
      const row = await db.book.findUnique({ where: { id: bookId }, select: { bibliography: true } });
      return (row?.bibliography ?? {}) as unknown as Record<string, CslEntry>;
    },
    async files(bookId) {
      const rows = await db.bookFile.findMany({ where: { bookId }, select: { path: true, blob: true } });
      return new Map(rows.map((row) => [row.path, row.blob]));
    },
    async sizes(bookId) {
      const rows = await db.$queryRaw<{ blob: string; width: number; height: number }[]>`
        SELECT "blob", "width", "height" FROM "asset"
        WHERE "width" > 0 AND "blob" IN (SELECT "blob" FROM "book_file" WHERE "book_id" = ${bookId})`;
      return new Map(rows.map(({ blob, width, height }) => [blob, { width, height }]));
    },
  };
}
