import type { Manifest, PartKind } from "./manifest.ts";

/** A chapter in the book's order, numbered and named. */
export interface OrderedChapter {
  path: string;
  slug: string;
  position: number;
  /** `3`, `A` for an appendix, null for front and back matter. */
  number: string | null;
  part: string | null;
  kind: PartKind;
  /** The manifest's title for it, when it gives one. */
  title: string | null;
}

/** All chapters once, in order, with numbers, and addresses that are unique in the book. */
export function orderChapters(manifest: Manifest): OrderedChapter[] {
  const ordered: Omit<OrderedChapter, "slug">[] = [];
  const seen = new Set<string>();
  let number = 0;
  let letter = 0;
  for (const part of manifest.parts) {
    for (const { path, title } of part.chapters) {
      if (seen.has(path)) continue;
      seen.add(path);
      const label = !part.numbered ? null : part.kind === "appendix" ? letterOf(letter++) : String(++number);
      ordered.push({
        path,
        position: ordered.length,
        number: label,
        part: part.title,
        kind: part.kind,
        title,
      });
    }
  }
  const inside = (path: string) =>
    path.startsWith(`${manifest.root}/`) ? path.slice(manifest.root.length + 1) : path;
  const slugs = chapterSlugs(ordered.map((chapter) => inside(chapter.path)));
  return ordered.map((chapter, at) => ({ ...chapter, slug: slugs[at]! }));
}

function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `A${index - 25}`;
}

/**
 * Short addresses for paths: `contents/core/training/training.qmd` is `training`. Where two chapters would share one,
 * both take as many folders before it as tell them apart: `core-introduction`.
 */
export function chapterSlugs(paths: readonly string[]): string[] {
  const pieces = paths.map((path) => {
    const names = path
      .replace(/\.[A-Za-z]+$/u, "")
      .split("/")
      .map(plain)
      .filter(Boolean);
    while (names.length > 1 && names.at(-1) === names.at(-2)) names.pop();
    if (names.length > 1 && /^(?:readme|index)$/u.test(names.at(-1)!)) names.pop();
    return names.length > 0 ? names : ["chapter"];
  });
  const take = pieces.map(() => 1);
  const name = (at: number) => pieces[at]!.slice(-take[at]!).join("-");
  for (let round = 0; round < 12; round++) {
    const groups = new Map<string, number[]>();
    for (const at of pieces.keys()) groups.set(name(at), [...(groups.get(name(at)) ?? []), at]);
    const clashing = [...groups.values()].filter((group) => group.length > 1).flat();
    const growing = clashing.filter((at) => take[at]! < pieces[at]!.length);
    if (growing.length === 0) break;
    for (const at of growing) take[at]!++;
  }
  const used = new Map<string, number>();
  return pieces.map((_, at) => {
    const slug = name(at);
    const count = (used.get(slug) ?? 0) + 1;
    used.set(slug, count);
    return count === 1 ? slug : `${slug}-${count}`;
  });
}

function plain(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/gu, "");
}
