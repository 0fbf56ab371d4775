import { type ChapterRevision, mostRevisions } from "#lib/core/book/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { type Hunk, hunksBetween } from "#lib/core/prose/index.ts";
import type { BookTexts, Histories, RateLimit, Shelf } from "./ports/index.ts";

/** How many revisions a page lists. */
export const revisionsPerPage = 25;

/** Which part of a history is asked for. Revisions are named by their commit, or by the blob of their text. */
export interface HistoryWish {
  book: string;
  chapter: string;
  /** From 1. */
  page: number;
  from: string | null;
  to: string | null;
  /** The network that asks, hashed; comparisons are counted by it. */
  origin: string;
}

/** A chapter's history, one page of it, and what changed between two of its revisions where that is asked for. */
export interface HistoryView {
  book: { slug: string; title: string; licence: string | null };
  chapter: { slug: string; title: string; path: string };
  revisions: ChapterRevision[];
  page: number;
  pages: number;
  /** Whether there are older revisions than are told of here. */
  more: boolean;
  /** False while the list is still being read. */
  read: boolean;
  compared: { from: ChapterRevision; to: ChapterRevision; hunks: Hunk[] } | null;
  /** Why two revisions could not be compared. */
  problem: string | null;
}

/** Read a chapter's history. */
export async function readHistory(
  ports: {
    shelf: Pick<Shelf, "book" | "chapter">;
    /** The revisions, read anew where the chapter has changed since. */
    histories: { find(chapterId: string, commit: string): ReturnType<Histories["find"]> };
    texts: Pick<BookTexts, "find">;
    limit: RateLimit;
  },
  actor: Actor,
  wish: HistoryWish,
): Promise<Outcome<HistoryView>> {
  const ruling = authorise(actor, "book.read");
  if (!ruling.ok) return ruling;
  const missing = refuse("not-found", "There is no such chapter.");
  const book = await ports.shelf.book(wish.book);
  const found = book && (await ports.shelf.chapter(book.id, { slug: wish.chapter }));
  if (!book || !found) return missing;
  const { chapter } = found;
  const history = await ports.histories.find(chapter.id, chapter.commit ?? "");
  const all = (history?.revisions ?? []).slice(0, mostRevisions);
  const pages = Math.max(1, Math.ceil(all.length / revisionsPerPage));
  const page = Number.isSafeInteger(wish.page) ? Math.min(pages, Math.max(1, wish.page)) : 1;
  const compared = await compare(ports, actor, all, wish);
  return ok({
    book: { slug: book.slug, title: book.title, licence: book.shape?.licence ?? null },
    chapter: { slug: chapter.slug, title: chapter.title, path: chapter.path },
    revisions: all.slice((page - 1) * revisionsPerPage, page * revisionsPerPage),
    page,
    pages,
    more: history?.more ?? false,
    read: history !== null,
    compared: compared?.ok ? compared.value : null,
    problem: compared && !compared.ok ? compared.problem.message : null,
  });
}

/** What changed between two revisions, the older one first however they were asked for; null where none were. */
async function compare(
  ports: { texts: Pick<BookTexts, "find">; limit: RateLimit },
  actor: Actor,
  all: readonly ChapterRevision[],
  wish: HistoryWish,
): Promise<Outcome<NonNullable<HistoryView["compared"]>> | null> {
  if (!wish.from && !wish.to) return null;
  const place = (name: string | null): number =>
    name === null ? 0 : all.findIndex(({ commit, blob }) => commit === name || blob === name);
  const later = place(wish.to);
  // Without a revision to begin with, what this one changed.
  const earlier = wish.from === null ? later + 1 : place(wish.from);
  const one = all[Math.max(later, earlier)];
  const other = all[Math.min(later, earlier)];
  if (later === -1 || earlier === -1 || !one || !other)
    return refuse("not-found", "The revisions to compare are not in this chapter’s history any more.");
  const may = authorise(actor, "history.compare");
  if (!may.ok) return may;
  const spent = await ports.limit.spend(wish.origin);
  if (!spent.ok) return spent;
  const texts = await ports.texts.find([one.blob, other.blob]);
  const [before, after] = [texts.get(one.blob), texts.get(other.blob)];
  if (before === undefined || after === undefined)
    return refuse(
      "storage.unavailable",
      "These revisions are still being fetched. Please load the page again.",
    );
  return ok({ from: one, to: other, hunks: hunksBetween(before, after) });
}
