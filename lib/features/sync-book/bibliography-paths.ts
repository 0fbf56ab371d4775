import type { Manifest, OrderedChapter } from "#lib/core/book/index.ts";

/** The files the manifest names, those beside chapters, and if there are none any at all. */
export function bibliographyPaths(
  manifest: Manifest,
  order: OrderedChapter[],
  all: readonly string[],
): string[] {
  const bibs = all.filter((path) => path.endsWith(".bib"));
  const folders = new Set(
    order.map((chapter) => chapter.path.slice(0, chapter.path.lastIndexOf("/") + 1)).filter(Boolean),
  );
  const near = bibs.filter((path) => folders.has(path.slice(0, path.lastIndexOf("/") + 1)));
  const named = manifest.bibliography.filter((path) => bibs.includes(path));
  const chosen = [...new Set([...named, ...near])];
  return chosen.length > 0 ? chosen : bibs;
}
