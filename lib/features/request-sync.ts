import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { Jobs, Shelf } from "./ports/index.ts";

/**
 * Ask for a look at the book's repository now rather than at the next round. With `again`, chapters that could not be
 * drawn are drawn again although nothing changed.
 */
export async function requestSync(
  ports: { shelf: Pick<Shelf, "book">; jobs: Jobs },
  actor: Actor,
  bookSlug: string,
  again = false,
): Promise<Outcome<true>> {
  const ruling = authorise(actor, "book.sync");
  if (!ruling.ok) return ruling;
  const book = await ports.shelf.book(bookSlug);
  if (!book) return refuse("not-found", "There is no such book.");
  await ports.jobs.add(
    "sync-book",
    { bookId: book.id, trigger: "asked for", ...(again ? { tries: 0 } : {}) },
    `sync:${book.id}`,
  );
  return ok(true);
}
