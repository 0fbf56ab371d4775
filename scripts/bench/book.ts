import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type FolderBook, openFolderBook } from "../book/folder-book.ts";
import { root } from "../bootstrap/runtime.mjs";

/** The book that is measured. */
export interface BenchBook {
  name: string;
  folder: string;
  manifest: string | undefined;
  /** Its chapters with their texts, in order; a chapter is what the manifest names and the folder has. */
  chapters: {
    path: string;
    file: string;
    source: string;
    bytes: number;
    number: string | null;
    slug: string;
  }[];
  bytes: number;
  whole: FolderBook;
}

const real = join(root, "..", "shared", "corpus", "mlsysbook-2026");

let opened: Promise<BenchBook> | undefined;

/** The real book where it lies beside the repository, else the sample book. */
export function benchBook(): Promise<BenchBook> {
  opened ??= existsSync(real)
    ? open(real, "book/quarto/config/_quarto-html.yml")
    : open(join(root, "content"), undefined);
  return opened;
}

/** The longest chapter. */
export function longest(book: BenchBook): BenchBook["chapters"][number] {
  const [first, ...rest] = book.chapters;
  if (!first) throw new Error(`The book in ${book.folder} has no chapters.`);
  return rest.reduce((most, chapter) => (chapter.bytes > most.bytes ? chapter : most), first);
}

/** The chapter that half of the others are longer than. */
export function middling(book: BenchBook): BenchBook["chapters"][number] {
  const sorted = [...book.chapters].sort((a, b) => a.bytes - b.bytes);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error(`The book in ${book.folder} has no chapters.`);
  return middle;
}

async function open(folder: string, manifest: string | undefined): Promise<BenchBook> {
  const whole = await openFolderBook(folder, manifest);
  if (!whole.ok) throw new Error(whole.problem.message);
  const present = whole.value.chapters.filter((chapter) => existsSync(join(folder, chapter.path)));
  const chapters = await Promise.all(
    present.map(async ({ path, number, slug }) => {
      const file = join(folder, path);
      const source = await readFile(file, "utf8");
      return { path, file, source, bytes: Buffer.byteLength(source), number, slug };
    }),
  );
  return {
    name: basename(folder),
    folder,
    manifest,
    chapters,
    bytes: chapters.reduce((sum, chapter) => sum + chapter.bytes, 0),
    whole: whole.value,
  };
}
