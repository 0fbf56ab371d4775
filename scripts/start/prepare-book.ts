import type { Environment } from "#lib/adapters/env/index.ts";

/**
 * Settle where the book's remote is before anything is served: BOOK_REMOTE when set. Returns the address for
 * the other processes, or undefined when there is none.
 */
export async function prepareBook(environment: Environment, _dataDir: string): Promise<string | undefined> {
  return environment.book.remote;
}
