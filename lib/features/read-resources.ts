import { type CslEntry, shortAuthor, yearOf } from "#lib/core/book/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { BookFacts, Shelf } from "./ports/index.ts";

/** What an author can refer to and cite. */
export interface BookResources {
  labels: { label: string; title: string }[];
  works: { key: string; title: string; words: string }[];
}

/** All labels and works of a book, each with words to find it by. */
export async function readResources(
  ports: { shelf: Pick<Shelf, "book">; facts: Pick<BookFacts, "labels" | "bibliography"> },
  actor: Actor,
  slug: string,
): Promise<Outcome<BookResources>> {
  const ruling = authorise(actor, "draft.open");
  if (!ruling.ok) return ruling;
  const book = await ports.shelf.book(slug);
  if (!book) return refuse("not-found", "There is no such book.");
  const [chapters, works] = await Promise.all([
    ports.facts.labels(book.id),
    ports.facts.bibliography(book.id),
  ]);
  return ok({
    labels: chapters.flatMap((chapter) =>
      chapter.labels.map(({ label, number, title }) => ({
        label,
        title: [number, title].filter(Boolean).join(" ").slice(0, 160),
      })),
    ),
    works: Object.values(works).map((work) => ({
      key: work.id,
      title: `${shortAuthor(work)} ${yearOf(work)}: ${String(work.title ?? "")}`.slice(0, 160),
      words: wordsOf(work),
    })),
  });
}

/** What else a work is known by: all its authors, where it appeared, its DOI. */
function wordsOf(work: CslEntry): string {
  const names = ((work.author ?? []) as { family?: string; literal?: string }[])
    .slice(0, 12)
    .map((name) => name.family ?? name.literal ?? "");
  return [...names.slice(1), work["container-title"], work.DOI].filter(Boolean).join(" ").slice(0, 240);
}
