import { readFile } from "node:fs/promises";
import { markdownFiles } from "./markdown-files.ts";

/** A Markdown file; `source` is null when it is not UTF-8, which standard error is told. */
export interface SourceFile {
  path: string;
  source: string | null;
}

/** Read the files named and those in the folders named, byte order marks kept. Null, with words, when one is missing. */
export async function readSources(paths: readonly string[]): Promise<SourceFile[] | null> {
  try {
    const files = await markdownFiles(paths);
    return await Promise.all(
      files.map(async (path) => ({ path, source: decoded(path, await readFile(path)) })),
    );
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    process.stderr.write(`Cannot read what was named: ${error.message}\n`);
    return null;
  }
}

function decoded(path: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(bytes);
  } catch {
    process.stderr.write(`${path}: is not UTF-8 and cannot be opened\n`);
    return null;
  }
}
