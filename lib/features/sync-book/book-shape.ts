import {
  type GlossaryTerm,
  type Manifest,
  type OrderedChapter,
  type PathFile,
  readGlossary,
  readReadingPaths,
} from "#lib/core/book/index.ts";
import { rendererVersion } from "#lib/core/text/render/index.ts";
import type { BookRecord, RepositoryEntry } from "../ports/index.ts";
import { bibliographyPaths } from "./bibliography-paths.ts";
import { readLicences } from "./read-licences.ts";
import type { Texts } from "./texts.ts";

/** What a book is besides its chapters: parts, paths, glossary, licence, warnings. */
export async function bookShape(
  manifest: Manifest,
  order: OrderedChapter[],
  read: Texts,
  files: ReadonlyMap<string, RepositoryEntry>,
  warnings: { message: string; path: string; line: number | null }[],
  bibliographyKey: string,
): Promise<BookRecord["shape"]> {
  const inRoot = read.paths.filter((path) => manifest.root === "" || path.startsWith(`${manifest.root}/`));
  const glossary: GlossaryTerm[] = [];
  for (const [path, text] of await read(inRoot.filter((each) => /(?:^|[/_])glossary\.json$/u.test(each)))) {
    const terms = readGlossary(text, path);
    if (terms.ok) glossary.push(...terms.value);
    else warnings.push({ message: terms.problem.message, path, line: null });
  }
  const paths: PathFile[] = [];
  for (const [path, text] of await read(
    inRoot.filter((each) => /(?:^|\/)reading-paths\.ya?ml$/u.test(each)),
  )) {
    const found = readReadingPaths(text, path);
    if (found.ok) paths.push(...found.value);
    else warnings.push({ message: found.problem.message, path, line: null });
  }
  const licences = await readLicences(manifest, read);
  const cover = manifest.cover ? files.get(manifest.cover) : undefined;
  const parts: NonNullable<BookRecord["shape"]>["parts"] = [];
  for (const chapter of order) {
    const lastPart = parts.at(-1);
    if (lastPart && lastPart.title === chapter.part && lastPart.kind === chapter.kind)
      lastPart.chapters.push(chapter.path);
    else parts.push({ title: chapter.part, kind: chapter.kind, chapters: [chapter.path] });
  }
  const terms = new Map(glossary.map((term) => [term.term, { term: term.term, aliases: term.aliases }]));
  return {
    subtitle: manifest.subtitle,
    description: manifest.description,
    authors: manifest.authors,
    language: manifest.language,
    licence: licences.agreed,
    licenceNotices: licences.notices,
    cover: cover ? `/assets/${cover.blob}/cover` : null,
    warnings: warnings.slice(0, 1000),
    parts,
    paths: paths.map((path) => ({
      ...path,
      steps: path.steps.map((step) => ({ ...step, chapter: stepPath(step.chapter, manifest.root, files) })),
    })),
    glossary: [...terms.values()],
    bibliographies: bibliographyPaths(manifest, order, read.paths),
    bibliographyKey,
    renderer: rendererVersion,
  };
}

function stepPath(written: string, root: string, files: ReadonlyMap<string, RepositoryEntry>): string {
  const inside = root === "" ? written : `${root}/${written}`;
  return files.has(inside) ? inside : written;
}
