import { locateQuote, makeAnchor } from "#lib/core/prose/index.ts";
import { must, type SmallBook, smallBook } from "./small-book.ts";

/** A reader's report on words of the first chapter; its id. */
export async function reportOn(book: SmallBook, quote: string): Promise<string> {
  const { chapter } = await book.chapter("chapters/one.qmd");
  const source = String(smallBook["chapters/one.qmd"]);
  const place = locateQuote(source, { start: 0, end: source.length }, quote, "", "");
  if (place.state !== "found") throw new Error("The words are not in the chapter.");
  const { erratum } = await book.ports.errata.file({
    id: book.ports.ids.next(),
    bookId: book.bookId,
    chapterId: chapter.id,
    keyHash: "0",
    kind: "typo",
    description: "A word stands twice.",
    suggestion: null,
    evidence: null,
    anchor: must(makeAnchor(source, place.span)),
    commit: chapter.commit ?? "",
    quote,
    reporterName: null,
    reporterMail: null,
    cc0: false,
    fingerprint: "0",
  });
  return erratum.id;
}
