import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import {
  type BookSurroundings,
  type CslEntry,
  folderManifest,
  type IncludedText,
  labelTargets,
  linkTarget,
  type Manifest,
  manifestCandidates,
  type OrderedChapter,
  orderChapters,
  readBibliography,
  readManifest,
  usesWithIncludes,
} from "#lib/core/book/index.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type Examination, examineChapter } from "#lib/core/text/render/index.ts";

/** A book as it lies in a folder, for commands that need no database. */
export interface FolderBook {
  folder: string;
  manifest: Manifest;
  chapters: OrderedChapter[];
  surroundings: BookSurroundings;
  /** Read what a chapter includes into the surroundings; returns what it uses with all of it. */
  takeIncludes(path: string, uses: Examination["uses"]): Promise<Examination["uses"]>;
}

/** Read a book's order, labels and bibliography from a folder. `manifestPath` is relative to it. */
export async function openFolderBook(folder: string, manifestPath?: string): Promise<Outcome<FolderBook>> {
  const root = resolve(folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !/(?:^|\/)(?:node_modules|\.git)\//u.test(path));
  const files = new Set(paths);
  const read = (path: string) => readFile(join(root, path), "utf8");
  const manifest = await chooseManifest(files, read, manifestPath);
  if (!manifest.ok) return manifest;
  const chapters = orderChapters(manifest.value);
  const examined = await Promise.all(
    chapters
      .filter((chapter) => files.has(chapter.path))
      .map(async (chapter) => ({
        ...chapter,
        ...examineChapter(await read(chapter.path), chapter.number),
        title: chapter.title,
      })),
  );
  const works: Record<string, CslEntry> = {};
  for (const path of paths.filter((each) => each.endsWith(".bib"))) {
    for (const [key, entry] of readBibliography(await read(path), path).entries) works[key] ??= entry;
  }
  const included = new Map<string, IncludedText>();
  const includes = new Map<string, string>();
  const takeIncludes: FolderBook["takeIncludes"] = async (path, uses) => {
    for (;;) {
      const whole = usesWithIncludes({ path, uses }, manifest.value.root, included);
      const missing = whole.missing.filter((each) => files.has(each));
      if (missing.length === 0) return whole.uses;
      for (const each of missing) {
        const text = await read(each);
        included.set(each, { text, uses: examineChapter(text, null).uses });
        includes.set(each, text);
      }
    }
  };
  for (const { path, uses } of examined) await takeIncludes(path, uses);
  return ok({
    folder: root,
    manifest: manifest.value,
    chapters,
    surroundings: {
      slug: "book",
      root: manifest.value.root,
      labels: labelTargets("book", examined),
      works,
      files: new Map(paths.map((path) => [path, "file"])),
      slugs: new Map(chapters.map((chapter) => [chapter.path, chapter.slug])),
      sizes: new Map(),
      includes,
    },
    takeIncludes,
  });
}

async function chooseManifest(
  files: ReadonlySet<string>,
  read: (path: string) => Promise<string>,
  wanted?: string,
): Promise<Outcome<Manifest>> {
  for (const candidate of wanted ? [wanted] : manifestCandidates(files)) {
    const text = await read(candidate);
    const target = linkTarget(text, candidate, files);
    const manifest = readManifest(target ? await read(target) : text, target ?? candidate, files);
    if (wanted || (manifest.ok && manifest.value.parts.length > 0)) return manifest;
  }
  return folderManifest(files);
}
