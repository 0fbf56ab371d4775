import { readingMinutes } from "#lib/core/learning/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { OutlineEntry } from "#lib/core/text/render/index.ts";
import type { ChapterEntry, ChapterQuizzes, ChapterState, Errata, Shelf } from "./ports/index.ts";

interface Neighbour {
  slug: string;
  title: string;
  number: string | null;
}

/** A chapter's page. */
export interface ChapterView {
  book: { slug: string; title: string; licence: string | null; language: string };
  id: string;
  slug: string;
  title: string;
  number: string | null;
  part: string | null;
  path: string;
  html: string;
  outline: OutlineEntry[];
  words: number;
  minutes: number;
  commit: string;
  /** The Git blob of its text, which names the revision. */
  blob: string;
  updatedAt: string | null;
  previous: Neighbour | null;
  next: Neighbour | null;
  credits: { name: string; what: string; count: number }[];
  quizzes: ChapterQuizzes["sections"];
  errata: { open: number; fixed: number };
  state: ChapterState;
  problem: string | null;
  /** The book's chapters in order, for the list beside the page. */
  contents: { slug: string; title: string; number: string | null; part: string | null }[];
}

/** One chapter as readers see it: its last good page, even when the newest text cannot be drawn. */
export async function readChapter(
  ports: { shelf: Pick<Shelf, "book" | "chapters" | "chapter" | "credits">; errata: Pick<Errata, "list"> },
  bookSlug: string,
  chapterSlug: string,
): Promise<Outcome<ChapterView>> {
  const missing = refuse("not-found", "There is no such chapter.");
  const book = await ports.shelf.book(bookSlug);
  const found = book && (await ports.shelf.chapter(book.id, { slug: chapterSlug }));
  if (!book || !found) return missing;
  const { chapter, page } = found;
  const [entries, credits, errata] = await Promise.all([
    ports.shelf.chapters(book.id),
    ports.shelf.credits({ chapterId: chapter.id }),
    ports.errata.list({ chapterId: chapter.id, limit: 1000 }),
  ]);
  const at = entries.findIndex((entry) => entry.id === chapter.id);
  if (at === -1) return missing;
  const words = page?.words ?? 0;
  const fixed = errata.filter((erratum) => erratum.state === "live" || erratum.state === "fixed").length;
  const open = errata.filter((erratum) =>
    ["reported", "confirmed", "fix-proposed"].includes(erratum.state),
  ).length;
  return ok({
    book: {
      slug: book.slug,
      title: book.title,
      licence: book.shape?.licence ?? null,
      language: book.shape?.language ?? "en",
    },
    id: chapter.id,
    slug: chapter.slug,
    title: chapter.title,
    number: chapter.number,
    part: chapter.part,
    path: chapter.path,
    html: page?.html ?? "",
    outline: page?.outline ?? [],
    words,
    minutes: readingMinutes(words),
    commit: chapter.commit ?? "",
    blob: chapter.blob ?? "",
    updatedAt: chapter.changedAt?.toISOString() ?? null,
    previous: neighbour(entries[at - 1]),
    next: neighbour(entries[at + 1]),
    credits,
    quizzes: chapter.quizzes?.sections ?? [],
    errata: { open, fixed },
    state: chapter.state,
    problem: chapter.problem,
    contents: entries.map(({ slug, title, number, part }) => ({ slug, title, number, part })),
  });
}

function neighbour(entry: ChapterEntry | undefined): Neighbour | null {
  return entry ? { slug: entry.slug, title: entry.title, number: entry.number } : null;
}
