import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Environment, readEnvironment } from "#lib/adapters/env/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { readConnected } from "#lib/wiring.ts";

/**
 * The settings of this installation. Where the embedded database is used, a running `npm start` is asked for its
 * address and for the book's.
 */
export async function configured(): Promise<Outcome<Environment>> {
  const read = readEnvironment(process.env);
  if (!read.ok) return read;
  const env = read.value;
  if (env.databaseUrl && env.book.remote) return ok(await readConnected(env));
  try {
    const run = JSON.parse(await readFile(join(env.dataDir, "run.json"), "utf8")) as {
      databaseUrl?: string;
      bookRemote?: string;
      bookId?: string;
      bookSample?: boolean;
    };
    const databaseUrl = env.databaseUrl ?? run.databaseUrl;
    const remote = run.bookRemote ?? env.book.remote;
    const id = run.bookId ?? env.book.id;
    const sample = env.book.remote === undefined && (run.bookSample ?? true);
    if (databaseUrl && remote)
      return ok(await readConnected({ ...env, databaseUrl, book: { ...env.book, remote, id, sample } }));
  } catch {
    // Nothing runs here.
  }
  return refuse(
    "storage.unavailable",
    "There is no database to work on. Run npm start first, or set DATABASE_URL and BOOK_REMOTE.",
  );
}
