import { existsSync } from "node:fs";
import { join } from "node:path";
import { readSources } from "../book/read-sources.ts";
import { root } from "../bootstrap/runtime.mjs";

/** A Markdown file that is measured. */
export interface CorpusFile {
  path: string;
  source: string;
}

const real = join(root, "..", "shared", "corpus");

let read: Promise<CorpusFile[]> | undefined;

/** Every Markdown file of the real books where they lie beside the repository, else of the sample book. */
export function corpus(): Promise<CorpusFile[]> {
  read ??= files(existsSync(real) ? real : join(root, "content"));
  return read;
}

async function files(folder: string): Promise<CorpusFile[]> {
  const sources = (await readSources([folder])) ?? [];
  return sources.flatMap(({ path, source }) => (source === null ? [] : [{ path, source }]));
}
