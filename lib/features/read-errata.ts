import { z } from "zod";
import { parseInput, typed } from "#lib/core/input.ts";
import { sha256Hex } from "#lib/core/licence/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { BookRecord, Errata, ErratumEventRecord, ErratumRecord, Shelf } from "./ports/index.ts";

/** A report as everyone may see it: without the reporter's address. */
export type PublicErratum = Omit<ErratumRecord, "reporterMail" | "anchor" | "bookId" | "chapterId">;

export interface ErratumPage {
  erratum: PublicErratum;
  book: { slug: string; title: string };
  events: ErratumEventRecord[];
  /** The passage's source as the report's anchor has it now, with some words around; null without an anchor. */
  passage: { before: string; quote: string; after: string } | null;
}

function toPublic({
  reporterMail: _,
  anchor: __,
  bookId: ___,
  chapterId: ____,
  ...rest
}: ErratumRecord): PublicErratum {
  return rest;
}

/** One report by number, or by the private key its reporter was given. */
export async function readErratum(
  ports: { errata: Pick<Errata, "find" | "events">; shelf: Pick<Shelf, "books" | "chapter"> },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<ErratumPage>> {
  const input = parseInput(
    z.union([z.strictObject({ number: z.int32().positive() }), z.strictObject({ key: typed(100) })]),
    raw,
  );
  if (!input.ok) return refuse("not-found", "There is no such report.");
  const byKey = "key" in input.value;
  const ruling = authorise(actor, byKey ? "erratum.read-own" : "erratum.read");
  if (!ruling.ok) return ruling;
  const erratum = await ports.errata.find(
    "key" in input.value ? { keyHash: sha256Hex(input.value.key) } : { number: input.value.number },
  );
  const book = erratum && (await ports.shelf.books()).find((candidate) => candidate.id === erratum.bookId);
  if (!erratum || !book) return refuse("not-found", "There is no such report.");
  const found = await ports.shelf.chapter(book.id, { id: erratum.chapterId });
  return ok({
    erratum: toPublic(erratum),
    book: { slug: book.slug, title: book.title },
    events: await ports.errata.events(erratum.id),
    passage: passage(found?.chapter.source ?? null, erratum.anchor),
  });
}

function passage(source: string | null, at: ErratumRecord["anchor"]): ErratumPage["passage"] {
  if (!source || !at || source.slice(at.start, at.end) !== at.quote) return null;
  return {
    before: source.slice(Math.max(0, at.start - 160), at.start),
    quote: at.quote,
    after: source.slice(at.end, at.end + 160),
  };
}

export interface ErrataList {
  book: BookRecord;
  errata: PublicErratum[];
}

/** The public list of a book, newest first. */
export async function listErrata(
  ports: { errata: Pick<Errata, "list">; shelf: Pick<Shelf, "book" | "books"> },
  actor: Actor,
  bookSlug: string | null,
): Promise<Outcome<ErrataList>> {
  const ruling = authorise(actor, "erratum.read");
  if (!ruling.ok) return ruling;
  const book = bookSlug ? await ports.shelf.book(bookSlug) : ((await ports.shelf.books())[0] ?? null);
  if (!book) return refuse("not-found", "There is no such book.");
  const errata = await ports.errata.list({ bookId: book.id, limit: 500 });
  return ok({ book, errata: errata.map(toPublic) });
}
