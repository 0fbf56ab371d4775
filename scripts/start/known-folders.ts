import { readFile, rename, writeFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { bookId, type Environment } from "#lib/adapters/env/index.ts";

/** What this installation remembers of a book that lies in a folder, so that it stays the same book when it moves. */
export interface KnownFolder {
  /** Name of its copy below `<dataDir>/remotes`, where it has one. */
  copy: string;
  /** The address its id was first made of. */
  address: string;
}

/**
 * How a folder is written in `<dataDir>/folders.json`: below the installation as its way from there, so that both can
 * be moved together; elsewhere in full.
 */
export function folderName(folder: string, installation: string): string {
  const way = relative(installation, resolve(installation, folder));
  return way.startsWith("..") || way.startsWith(sep) ? resolve(folder) : way.replaceAll(sep, "/") || ".";
}

/** What is remembered of a folder; one that was moved elsewhere is found by its BOOK_ID. */
export async function recallFolder(
  dataDir: string,
  name: string,
  book: Environment["book"],
): Promise<KnownFolder | undefined> {
  const known = await readKnown(dataDir);
  return (
    known[name] ?? Object.values(known).find((each) => bookId({ ...book, remote: each.address }) === book.id)
  );
}

export async function rememberFolder(dataDir: string, name: string, folder: KnownFolder): Promise<void> {
  const known = { ...(await readKnown(dataDir)), [name]: folder };
  const path = join(dataDir, "folders.json");
  await writeFile(`${path}.new`, `${JSON.stringify(known, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

async function readKnown(dataDir: string): Promise<Record<string, KnownFolder>> {
  const text = await readFile(join(dataDir, "folders.json"), "utf8").catch(() => "{}");
  return JSON.parse(text) as Record<string, KnownFolder>;
}
