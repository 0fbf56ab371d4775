import { planPath, readingMinutes } from "#lib/core/learning/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { BookRecord, ChapterEntry, Shelf } from "./ports/index.ts";

export interface ChapterEntryView {
  slug: string;
  title: string;
  number: string | null;
  words: number;
  minutes: number;
  state: "ready" | "missing" | "failed" | "preparing";
  description: string | null;
}

/** A book's front page. */
export interface BookView {
  slug: string;
  title: string;
  subtitle: string | null;
  description: string | null;
  authors: string[];
  language: string;
  /** SPDX identifier; null when the repository's notices disagree. */
  licence: string | null;
  cover: string | null;
  updatedAt: string | null;
  commit: string | null;
  warnings: number;
  state: "empty" | "preparing" | "ready";
  parts: {
    title: string | null;
    kind: "front" | "main" | "appendix" | "back";
    chapters: ChapterEntryView[];
  }[];
  paths: {
    id: string;
    title: string;
    audience: string;
    description: string;
    minutes: number | null;
    steps: { chapter: string; title: string; why: string | null }[];
  }[];
  contributors: { name: string; contributions: number }[];
}

type ShelfPort = { shelf: Pick<Shelf, "book" | "books" | "chapters" | "credits"> };

/** The books of this library, in the order they were added. */
export async function listBooks(
  ports: ShelfPort,
): Promise<{ slug: string; title: string; description: string | null }[]> {
  const books = await ports.shelf.books();
  return books.map((book) => ({
    slug: book.slug,
    title: book.title,
    description: book.shape?.description ?? null,
  }));
}

/** A book's contents, reading paths and contributors. */
export async function readBook(ports: ShelfPort, slug: string): Promise<Outcome<BookView>> {
  const book = await ports.shelf.book(slug);
  if (!book) return refuse("not-found", "There is no such book.");
  const chapters = await ports.shelf.chapters(book.id);
  const credits = await ports.shelf.credits({ bookId: book.id });
  const people = new Map<string, number>();
  for (const credit of credits) people.set(credit.name, (people.get(credit.name) ?? 0) + credit.count);
  return ok({
    slug: book.slug,
    title: book.title,
    subtitle: book.shape?.subtitle ?? null,
    description: book.shape?.description ?? null,
    authors: book.shape?.authors ?? [],
    language: book.shape?.language ?? "en",
    licence: book.shape?.licence ?? null,
    cover: book.shape?.cover ?? null,
    updatedAt: book.syncedAt?.toISOString() ?? null,
    commit: book.head,
    warnings: book.shape?.warnings.length ?? 0,
    state: book.head === null ? "preparing" : chapters.length === 0 ? "empty" : "ready",
    parts: parts(book, chapters),
    paths: paths(book, chapters),
    contributors: [...people].map(([name, contributions]) => ({ name, contributions })),
  });
}

function parts(book: BookRecord, chapters: ChapterEntry[]): BookView["parts"] {
  const byPath = new Map(chapters.map((chapter) => [chapter.path, chapter]));
  return (book.shape?.parts ?? []).map((part) => ({
    title: part.title,
    kind: part.kind,
    chapters: part.chapters
      .map((path) => byPath.get(path))
      .filter((chapter) => chapter !== undefined)
      .map((chapter) => ({
        slug: chapter.slug,
        title: chapter.title,
        number: chapter.number,
        words: chapter.words,
        minutes: readingMinutes(chapter.words),
        state: chapter.state,
        description: null,
      })),
  }));
}

function paths(book: BookRecord, chapters: ChapterEntry[]): BookView["paths"] {
  const known = chapters.map((chapter) => ({ ...chapter, minutes: readingMinutes(chapter.words) }));
  return (book.shape?.paths ?? []).map((path) => {
    const { missing: _, steps, ...planned } = planPath(path, known);
    return { ...planned, steps: steps.map(({ chapter, title, why }) => ({ chapter, title, why })) };
  });
}
