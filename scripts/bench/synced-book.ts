import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";

/** Wait until the book's first sync is stored; its slug. Throws what the syncs say when none goes on any more. */
export async function syncedBook(database: pg.Client): Promise<string> {
  for (let waited = 0; waited < 600; waited++) {
    const { rows } = await database.query(
      "SELECT book.slug, book.head, sync.state, sync.problem FROM book JOIN sync ON sync.book_id = book.id",
    );
    const done = rows.find((each) => each.state === "done" && each.head !== null);
    if (done) return String(done.slug);
    const [first] = rows;
    if (first && rows.every((each) => each.state === "failed"))
      throw new Error(`The book could not be taken in: ${first.problem}`);
    await delay(250);
  }
  throw new Error("The book was not taken in within 150 seconds.");
}
