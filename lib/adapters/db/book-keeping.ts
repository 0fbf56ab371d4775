import type { CslEntry } from "#lib/core/book/index.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import type { Anchor } from "#lib/core/prose/index.ts";
import type { BookKeeping, BookState } from "#lib/features/ports/index.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { announce } from "./changes.ts";
import type { Database, Transaction } from "./client.ts";
import { storageProblem } from "./faults.ts";
import { toBook, toChapter } from "./shelf.ts";

const json = (value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull =>
  value === null || value === undefined ? Prisma.DbNull : (value as Prisma.InputJsonValue);

const include = {
  chapters: true,
  errata: { where: { anchor: { not: Prisma.DbNull } }, select: { id: true, chapterId: true, anchor: true } },
} satisfies Prisma.BookInclude;

/** Where a sync reads the last state of a book and stores the next one. */
export function createBookKeeping(db: Database): BookKeeping {
  return {
    async load(bookId) {
      const book = await db.book.findUnique({ where: { id: bookId }, include });
      if (!book) return null;
      const { chapters, errata, ...row } = book;
      const anchors = errata.map(({ id, chapterId, anchor }) => ({
        erratumId: id,
        chapterId,
        anchor: anchor as unknown as Anchor,
      }));
      return {
        book: toBook(row),
        chapters: chapters.map(toChapter),
        anchors,
        bibliography: (row.bibliography ?? {}) as unknown as Record<string, CslEntry>,
      };
    },
    async begin({ shape: _, ...book }) {
      try {
        await db.book.upsert({ where: { id: book.id }, create: book, update: {} });
        return ok(true);
      } catch (error) {
        const problem = storageProblem(error);
        if (problem) return problem;
        throw error;
      }
    },
    async slugTaken(slug, exceptBookId) {
      return (await db.book.count({ where: { slug, id: { not: exceptBookId } } })) > 0;
    },
    async known(keys) {
      const [renderings, assets] = await Promise.all([
        db.rendering.findMany({ where: { key: { in: keys.renderings } }, select: { key: true } }),
        db.asset.findMany({
          where: { blob: { in: keys.assets }, width: { not: null } },
          select: { blob: true, width: true, height: true },
        }),
      ]);
      return {
        renderings: new Set(renderings.map((row) => row.key)),
        assets: new Map(
          assets.map(({ blob, width, height }) => [blob, width && height ? { width, height } : null]),
        ),
      };
    },
    async store(state) {
      const { book } = state;
      const head = { ...book, shape: json(book.shape), bibliography: json(state.bibliography) };
      try {
        const stored = await db.$transaction(
          async (tx) => {
            await tx.$executeRaw`SELECT 1 FROM "book" WHERE "id" = ${book.id} FOR UPDATE`;
            const now = await tx.book.findUnique({ where: { id: book.id }, select: { head: true } });
            if (now && now.head !== state.before) return false;
            await tx.book.upsert({ where: { id: book.id }, create: head, update: head });
            await tx.rendering.createMany({
              data: state.renderings.map((page) => ({
                ...page,
                outline: page.outline as unknown as Prisma.InputJsonValue,
                warnings: page.warnings as unknown as Prisma.InputJsonValue,
              })),
              skipDuplicates: true,
            });
            for (const { blob, mediaType, bytes, size } of state.assets) {
              const measured = { width: size?.width ?? 0, height: size?.height ?? 0 };
              await tx.asset.upsert({
                where: { blob },
                create: { blob, mediaType, bytes: new Uint8Array(bytes), ...measured },
                update: measured,
              });
            }
            // Slugs are unique in a book: chapters that swap theirs must not meet half-way.
            await tx.chapter.updateMany({
              where: { id: { in: state.removed }, removedAt: null },
              data: { removedAt: new Date() },
            });
            await tx.$executeRaw`UPDATE "chapter" SET "slug" = "id" || ':' || "slug"
              WHERE "book_id" = ${book.id} AND "id" = ANY(${state.removed}) AND position(':' in "slug") = 0`;
            await tx.$executeRaw`UPDATE "chapter" SET "slug" = "id" || ':' || "slug"
              WHERE "book_id" = ${book.id} AND "id" = ANY(${state.chapters.map((chapter) => chapter.id)})
                AND position(':' in "slug") = 0`;
            for (const chapter of state.chapters) {
              const row = {
                ...chapter,
                labels: json(chapter.labels),
                uses: json(chapter.uses),
                quizzes: json(chapter.quizzes),
                removedAt: null,
              };
              await tx.chapter.upsert({ where: { id: chapter.id }, create: row, update: row });
            }
            await storeFiles(tx, book.id, state.files);
            await tx.chapterRename.createMany({ data: state.renames, skipDuplicates: true });
            for (const { erratumId, anchor, commit } of state.anchors) {
              await tx.erratum.update({ where: { id: erratumId }, data: { anchor: json(anchor), commit } });
            }
            await announce(tx, ["/", `/read/${book.slug}`]);
            return true;
          },
          { timeout: 120_000, maxWait: 20_000 },
        );
        return stored
          ? ok(true)
          : refuse(
              "storage.unavailable",
              "Another process took this in at the same moment; the book is up to date.",
            );
      } catch (error) {
        const problem = storageProblem(error);
        if (problem) return problem;
        throw error;
      }
    },
  };
}

/** Bring the list of files to what it is now, touching only what differs. */
async function storeFiles(tx: Transaction, bookId: string, files: BookState["files"]): Promise<void> {
  const before = await tx.bookFile.findMany({ where: { bookId }, select: { path: true, blob: true } });
  const blobs = new Map(before.map(({ path, blob }) => [path, blob]));
  const now = new Set(files.map(({ path }) => path));
  const fresh = files.filter(({ path, blob }) => blobs.get(path) !== blob);
  const gone = before.flatMap(({ path }) => (now.has(path) ? [] : [path]));
  const stale = [...gone, ...fresh.flatMap(({ path }) => (blobs.has(path) ? [path] : []))];
  if (stale.length > 0) await tx.bookFile.deleteMany({ where: { bookId, path: { in: stale } } });
  if (fresh.length > 0) await tx.bookFile.createMany({ data: fresh.map((file) => ({ ...file, bookId })) });
}
