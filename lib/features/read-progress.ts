import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { BookRecord, ChapterEntry, HostStandings, Shelf, SyncLog, SyncRecord } from "./ports/index.ts";

/** How the books are kept up to date: each with its latest syncs. */
export async function readProgress(
  ports: {
    shelf: Pick<Shelf, "books" | "chapters">;
    syncs: Pick<SyncLog, "recent">;
    standings: Pick<HostStandings, "find">;
  },
  actor: Actor,
): Promise<
  Outcome<
    {
      book: Pick<BookRecord, "slug" | "title" | "head" | "syncedAt">;
      syncs: SyncRecord[];
      warnings: { message: string; path: string; line: number | null }[];
      /** Chapters that readers see in an earlier version, or not at all, and why. */
      failed: Pick<ChapterEntry, "id" | "path" | "title" | "slug" | "problem" | "rendering">[];
      /** Why the book's host does not work with us; told to those who may act on it. */
      hostProblem: string | null;
    }[]
  >
> {
  const ruling = authorise(actor, "sync.watch");
  if (!ruling.ok) return ruling;
  const mayAct = authorise(actor, "book.sync").ok;
  const books = await ports.shelf.books();
  return ok(
    await Promise.all(
      books.map(async (book) => ({
        book: { slug: book.slug, title: book.title, head: book.head, syncedAt: book.syncedAt },
        syncs: await ports.syncs.recent(book.id, 10),
        warnings: book.shape?.warnings ?? [],
        hostProblem: mayAct ? ((await ports.standings.find(book.id))?.problem ?? null) : null,
        failed: (await ports.shelf.chapters(book.id)).filter(
          ({ state }) => state === "failed" || state === "missing",
        ),
      })),
    ),
  );
}
