import type {
  BookRecord,
  BookShape,
  ChapterEntry,
  ChapterRecord,
  RenderingRecord,
  Shelf,
} from "#lib/features/ports/index.ts";
import type { Book, Chapter, Rendering } from "#prisma/generated/client.ts";
import type { Database } from "./client.ts";

export function toBook(stored: Book): BookRecord {
  const {
    bibliography: _,
    createdAt: _at,
    hostId: _id,
    hostProblem: _why,
    hostRoundAt: _round,
    ...row
  } = stored;
  return { ...row, shape: row.shape as BookShape | null };
}

export function toChapter({ removedAt: _, ...row }: Chapter): ChapterRecord {
  return {
    ...row,
    kind: row.kind as ChapterRecord["kind"],
    state: row.state as ChapterRecord["state"],
    labels: row.labels as ChapterRecord["labels"],
    uses: row.uses as ChapterRecord["uses"],
    quizzes: row.quizzes as ChapterRecord["quizzes"],
  };
}

function toPage({ createdAt: _, ...row }: Rendering): RenderingRecord {
  return {
    ...row,
    outline: row.outline as unknown as RenderingRecord["outline"],
    warnings: row.warnings as unknown as RenderingRecord["warnings"],
  };
}

/** Books and chapters as readers see them. */
export function createShelf(db: Database): Shelf {
  return {
    async books() {
      return (await db.book.findMany({ orderBy: { createdAt: "asc" } })).map(toBook);
    },
    async book(slug) {
      const row = await db.book.findUnique({ where: { slug } });
      return row ? toBook(row) : null;
    },
    async chapters(bookId) {
      const rows = await db.chapter.findMany({
        where: { bookId, removedAt: null },
        orderBy: { position: "asc" },
        omit: { source: true, labels: true, uses: true, quizzes: true },
        include: { page: { select: { words: true } } },
      });
      return rows.map(({ page, ...row }) => ({ ...row, words: page?.words ?? 0 }) as ChapterEntry);
    },
    async chapter(bookId, by) {
      const where =
        "slug" in by ? { slug: by.slug } : "path" in by ? { path: by.path, removedAt: null } : { id: by.id };
      const row = await db.chapter.findFirst({ where: { bookId, ...where }, include: { page: true } });
      if (!row) return null;
      const { page, ...chapter } = row;
      return { chapter: toChapter(chapter), page: page && toPage(page) };
    },
    async credits(scope) {
      const where =
        "chapterId" in scope ? { chapterId: scope.chapterId } : { chapter: { bookId: scope.bookId } };
      const rows = await db.chapterCredit.groupBy({
        by: ["name", "what"],
        where,
        _count: { _all: true },
        orderBy: { _count: { name: "desc" } },
      });
      return rows.map((row) => ({ name: row.name, what: row.what, count: row._count._all }));
    },
  };
}
