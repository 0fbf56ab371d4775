import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bookId, type Environment } from "#lib/adapters/env/index.ts";
import { describeRemote, prepareRemote } from "#lib/adapters/git/index.ts";
import { folderName, recallFolder, rememberFolder } from "./known-folders.ts";
import { Sentence } from "./sentence.ts";

/** The book as the other processes are told of it. */
export interface PreparedBook {
  remote: string;
  id: string;
}

/**
 * Settle where the book's remote is before anything is served: BOOK_REMOTE when set, else the sample book in content/,
 * as seen from `installation`. A plain folder becomes a local repository in the data folder. A folder keeps its copy
 * and its id when it is moved together with the installation.
 */
export async function prepareBook(
  environment: Environment,
  dataDir: string,
  installation: string,
): Promise<PreparedBook> {
  const { book } = environment;
  const wanted = book.remote ?? "content";
  if (describeRemote(wanted) === "url") {
    const { remote } = await prepare(wanted, join(dataDir, "remotes", "none.git"), environment);
    return { remote, id: book.id ?? bookId({ ...book, remote }) };
  }
  const folder = resolve(installation, wanted.startsWith("file://") ? fileURLToPath(wanted) : wanted);
  const name = folderName(folder, installation);
  const known = await recallFolder(dataDir, name, book);
  const copy = known?.copy ?? createHash("sha256").update(folder).digest("hex").slice(0, 12);
  const prepared = await prepare(folder, join(dataDir, "remotes", `${copy}.git`), environment);
  if (prepared.note) process.stdout.write(`${prepared.note}\n`);
  const address = known?.address ?? prepared.remote;
  await rememberFolder(dataDir, name, { copy, address });
  return { remote: prepared.remote, id: book.id ?? bookId({ ...book, remote: address }) };
}

async function prepare(value: string, bareDir: string, environment: Environment) {
  const prepared = await prepareRemote({
    value,
    bareDir,
    message: environment.book.remote === undefined ? "Begin the sample book\n" : "Take in the book's files\n",
    author: { name: "Colophon", email: "colophon@localhost.invalid" },
    date: "2026-01-01T00:00:00Z",
  });
  if (!prepared.ok) throw new Sentence(`BOOK_REMOTE: ${prepared.problem.message}`);
  return prepared.value;
}
