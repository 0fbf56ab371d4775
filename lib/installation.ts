/** What this installation is set up for: which book, and where things lie on disk. */
import { join, resolve } from "node:path";
import { bookId, type Environment } from "#lib/adapters/env/index.ts";
import type { GitBookOptions } from "#lib/adapters/git/index.ts";

/** The book this installation serves: the one BOOK_ID names, or else the same for the same settings. */
export function configuredBook(env: Environment): {
  id: string;
  remote: string;
  branch: string | null;
  manifest: string | null;
} {
  const { remote, manifest, branch } = env.book;
  if (!remote) throw new Error("BOOK_REMOTE is not set; `npm start` sets it for the processes it starts.");
  const id = env.book.id ?? bookId({ remote, manifest, branch });
  return { id, remote, branch: branch ?? null, manifest: manifest ?? null };
}

/** Where this installation keeps things on disk. */
export function places(env: Environment): { mirror: string; mail: string } {
  const data = resolve(env.dataDir);
  return { mirror: join(data, "mirrors", `${configuredBook(env).id}.git`), mail: join(data, "mail") };
}

/** The book's repository, for `createGitBook`. */
export function bookRepository(env: Environment): GitBookOptions {
  const book = configuredBook(env);
  return {
    mirrorDir: places(env).mirror,
    remote: book.remote,
    branch: book.branch,
    credentials: env.github.token ? { username: "x-access-token", password: env.github.token } : null,
  };
}
