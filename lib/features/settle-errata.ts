import type { Outcome } from "#lib/core/outcome.ts";
import type { Errata, ErratumRecord, Post, Repository, Shelf } from "./ports/index.ts";

interface SettlePorts {
  errata: Pick<Errata, "list" | "move">;
  shelf: Pick<Shelf, "chapters">;
  repository: Pick<Repository, "findByTrailer">;
  post: Post;
}

/**
 * Sync, and then say of reports that are Fixed that they are Live, where it is so; their reporters hear of it. Only
 * those count that were Fixed before the sync began: a fix published while it runs may be newer than what it fetched.
 */
export async function settleErrata<T>(
  ports: SettlePorts,
  bookId: string,
  sync: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const fixed = await ports.errata.list({ bookId, states: ["fixed"], limit: 1000 });
  const result = await sync();
  if (!result.ok || fixed.length === 0) return result;
  const chapters = new Map((await ports.shelf.chapters(bookId)).map((chapter) => [chapter.id, chapter]));
  for (const erratum of fixed) {
    const chapter = chapters.get(erratum.chapterId);
    // A chapter that could not be drawn, or left the book, does not show readers its new text.
    if (chapter?.state !== "ready" || chapter.rendering === null) continue;
    // Somebody may have taken the fix out of the history again.
    if ((await ports.repository.findByTrailer("Erratum", String(erratum.number))) === null) continue;
    await goLive(ports, erratum);
  }
  return result;
}

async function goLive(ports: Pick<SettlePorts, "errata" | "post">, erratum: ErratumRecord): Promise<void> {
  const moved = await ports.errata.move(erratum.id, "fixed", {
    to: "live",
    reason: null,
    byName: "Colophon",
  });
  if (!moved.ok || !erratum.reporterMail) return;
  await ports.post.tell(
    { email: erratum.reporterMail },
    {
      title: `It is live: the error you reported (#${erratum.number})`,
      body: `Readers of “${erratum.chapterTitle}” now see the corrected words. Thank you.`,
      href: `/errata/${erratum.number}`,
    },
  );
}
