import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import type { Environment } from "#lib/adapters/env/index.ts";
import { describeRemote, prepareRemote } from "#lib/adapters/git/index.ts";
import { Sentence } from "./sentence.ts";

/**
 * Settle where the book's remote is before anything is served: BOOK_REMOTE when set, else the sample book in content/.
 * A plain folder becomes a local repository in the data folder. Returns the address for the other processes.
 */
export async function prepareBook(environment: Environment, dataDir: string): Promise<string> {
  const wanted = environment.book.remote ?? "content";
  // A folder is the same book however its path is written.
  const value = describeRemote(wanted) === "url" ? wanted : resolve(wanted);
  const name = createHash("sha256").update(value).digest("hex").slice(0, 12);
  const prepared = await prepareRemote({
    value,
    bareDir: join(dataDir, "remotes", `${name}.git`),
    message: environment.book.remote === undefined ? "Begin the sample book\n" : "Take in the book's files\n",
    author: { name: "Colophon", email: "colophon@localhost.invalid" },
    date: "2026-01-01T00:00:00Z",
  });
  if (!prepared.ok) throw new Sentence(`BOOK_REMOTE: ${prepared.problem.message}`);
  if (prepared.value.note) process.stdout.write(`${prepared.value.note}\n`);
  return prepared.value.remote;
}
