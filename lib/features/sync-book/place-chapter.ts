import type { OrderedChapter } from "#lib/core/book/index.ts";
import type { ChapterRecord, Ids } from "../ports/index.ts";

/** A chapter at its present place in the book, with the text it had. */
export function placed(
  chapter: OrderedChapter,
  old: ChapterRecord | null,
  bookId: string,
  ids: Ids,
): ChapterRecord {
  const { path, slug, position, number, part, kind } = chapter;
  const blank = {
    id: ids.next(),
    title: chapter.title ?? fileTitle(path),
    state: "preparing" as const,
    problem: null,
    commit: null,
    blob: null,
    source: null,
    rendering: null,
    labels: null,
    uses: null,
    quizzes: null,
    changedAt: null,
  };
  return {
    ...blank,
    ...old,
    bookId,
    path,
    slug,
    position,
    number,
    part,
    kind,
    ...(chapter.title ? { title: chapter.title } : {}),
  };
}

/** A title for a chapter that has none: its file's name in words. */
export function fileTitle(path: string): string {
  const name = (path.split("/").at(-1) ?? path).replace(/\.\w+$/u, "").replace(/[-_]+/gu, " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}
