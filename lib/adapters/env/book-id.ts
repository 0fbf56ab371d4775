import { createHash } from "node:crypto";

/**
 * The id of a book whose BOOK_ID is not set: made of its settings, so that every process that shares them finds the
 * same book in the database.
 */
export function bookId(book: {
  remote: string;
  manifest?: string | undefined;
  branch?: string | undefined;
}): string {
  return createHash("sha256")
    .update(JSON.stringify([book.remote, book.manifest ?? null, book.branch ?? null]))
    .digest("hex")
    .slice(0, 12);
}
