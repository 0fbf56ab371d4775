import type { Examination, Label, LabelTarget, PixelSize, RenderContext } from "../text/render/index.ts";
import type { CslEntry } from "./bibliography.ts";
import { folderOf, joinPath } from "./manifest.ts";

/** The book as a chapter's references see it. */
export interface BookSurroundings {
  slug: string;
  root: string;
  labels: ReadonlyMap<string, LabelTarget & { path: string }>;
  works: Readonly<Record<string, CslEntry>>;
  /** Git blob ids by path. */
  files: ReadonlyMap<string, string>;
  /** Addresses by path of files that are only proposed. */
  proposed?: ReadonlyMap<string, string>;
  /** Sizes of images by blob id, where they are known. */
  sizes: ReadonlyMap<string, PixelSize>;
  /** Addresses of chapters by path. */
  slugs: ReadonlyMap<string, string>;
  /** Texts of files that chapters include, by path. */
  includes: ReadonlyMap<string, string>;
}

/** All labels of a book, each with its address. The first chapter that defines a label has it. */
export function labelTargets(
  bookSlug: string,
  chapters: readonly { path: string; slug: string; labels: readonly Label[] }[],
): Map<string, LabelTarget & { path: string }> {
  const targets = new Map<string, LabelTarget & { path: string }>();
  for (const { path, slug, labels } of chapters) {
    labels.forEach((label, index) => {
      if (targets.has(label.label)) return;
      targets.set(label.label, {
        kind: label.kind,
        number: label.number,
        title: label.title,
        href: `/read/${bookSlug}/${slug}#${encodeURIComponent(label.label)}`,
        chapter: index === 0 && label.kind === "sec" && label.number !== null && !label.number.includes("."),
        path,
      });
    });
  }
  return targets;
}

/** Where a path that a chapter writes leads in the repository: from its own folder, or from the root after a slash. */
export function pathFrom(chapterPath: string, root: string, written: string): string | null {
  const clean = written.replace(/[?#].*$/su, "");
  let decoded = clean;
  try {
    decoded = decodeURIComponent(clean);
  } catch {
    // A stray percent sign is part of the name.
  }
  return decoded.startsWith("/") ? joinPath(root, decoded) : joinPath(folderOf(chapterPath), decoded);
}

/** The address of a file of the book, by what it holds. */
export function assetAddress(blob: string, path: string): string {
  return `/assets/${blob}/${encodeURIComponent(path.split("/").at(-1) ?? "file")}`;
}

/** The chapter whose page a book's own tool names `chapter.html`. */
function slugOfPage(path: string, book: BookSurroundings): string | undefined {
  const stem = path.replace(/\.html$/iu, "");
  return stem === path ? undefined : (book.slugs.get(`${stem}.qmd`) ?? book.slugs.get(`${stem}.md`));
}

/** Only what this chapter uses of the book, so that its page is made anew only when that changes. */
export function renderContext(
  uses: Examination["uses"],
  book: BookSurroundings,
  chapter: { path: string; slug: string; number: string | null },
): Omit<RenderContext, "works"> & { works: Record<string, CslEntry> } {
  const { path, slug, number } = chapter;
  const labels: Record<string, LabelTarget> = {};
  for (const label of uses.labels) {
    const target = book.labels.get(label);
    if (!target) continue;
    const { path: home, ...rest } = target;
    labels[label] = home === path ? { ...rest, href: `#${encodeURIComponent(label)}` } : rest;
  }
  const works: Record<string, CslEntry> = {};
  for (const key of uses.works) if (Object.hasOwn(book.works, key)) works[key] = book.works[key]!;
  const files: Record<string, string | null> = {};
  const sizes: Record<string, PixelSize> = {};
  for (const written of uses.files) {
    const at = pathFrom(path, book.root, written);
    const blob = at === null ? undefined : book.files.get(at);
    files[written] = at === null ? null : blob ? assetAddress(blob, at) : (book.proposed?.get(at) ?? null);
    const size = blob && book.sizes.get(blob);
    if (size) sizes[written] = size;
  }
  const links: Record<string, string> = {};
  // Pages that another tool made of the chapters (`training.html`) are written as files; here they are chapters.
  for (const written of [...uses.links, ...uses.files.filter((file) => /\.html(?:#|$)/iu.test(file))]) {
    const at = pathFrom(path, book.root, written);
    const target = at === null ? undefined : (book.slugs.get(at) ?? slugOfPage(at, book));
    if (target) links[written] = `/read/${book.slug}/${target}${/#.*$/su.exec(written)?.[0] ?? ""}`;
  }
  const includes: Record<string, string> = {};
  for (const written of uses.includes) {
    const at = pathFrom(path, book.root, written);
    const text = at === null ? undefined : book.includes.get(at);
    if (text !== undefined) includes[written] = text;
  }
  return { chapter: { slug, path, number }, labels, works, files, sizes, links, includes };
}
