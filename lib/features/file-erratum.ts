import { z } from "zod";
import { type ErratumKind, erratumKinds, needsLicence, reportFingerprint } from "#lib/core/erratum/index.ts";
import { parseInput, required, typed } from "#lib/core/input.ts";
import { sha256Hex } from "#lib/core/licence/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { type Anchor, locateQuote, makeAnchor } from "#lib/core/prose/index.ts";
import { cutBlocks } from "#lib/core/text/index.ts";
import type { Clock, Errata, ErratumRecord, Ids, People, Post, RateLimit, Shelf } from "./ports/index.ts";

const kinds = Object.keys(erratumKinds) as [ErratumKind, ...ErratumKind[]];
const optional = (limit: number) =>
  typed(limit)
    .trim()
    .nullable()
    .default(null)
    .transform((text) => text || null);

const FileErratum = z.object({
  book: typed(200),
  chapter: typed(400),
  commit: optional(64),
  block: z.coerce.number().int().min(0).nullable().catch(null).default(null),
  quote: typed(500).default(""),
  prefix: typed(200).default(""),
  suffix: typed(200).default(""),
  kind: z.enum(kinds, "Please choose what kind of error it is."),
  description: typed(4000).trim().default(""),
  suggestion: optional(2000),
  evidence: optional(1000),
  name: optional(120),
  email: z
    .union([z.literal(""), z.email("This does not look like an e-mail address.").max(254)])
    .nullable()
    .default(null)
    .transform((address) => address || null),
  cc0: z.coerce.boolean().default(false),
  /** A field people do not see; programs fill it in. */
  website: typed(200).default(""),
  /** Where the report comes from, for the rate limit; never stored. */
  origin: required(200, "The request came from nowhere."),
});

/** A filed report and the private key of its status page (null when it had been filed before). */
export interface FiledErratum {
  erratum: ErratumRecord;
  key: string | null;
}

/**
 * File a reader's report. No account is needed. The quote is anchored to the words in the source of the chapter as
 * it is stored; when they cannot be found for sure the report is kept without an anchor rather than guess.
 */
export async function fileErratum(
  ports: {
    shelf: Pick<Shelf, "book" | "chapter">;
    errata: Pick<Errata, "file">;
    people: Pick<People, "withRole">;
    post: Post;
    limit: RateLimit;
    clock: Clock;
    ids: Ids;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<FiledErratum>> {
  const input = parseInput(FileErratum, raw);
  if (!input.ok) return input;
  const report = input.value;
  const ruling = authorise(actor, "erratum.file");
  if (!ruling.ok) return ruling;
  if (report.website) return refuse("input.invalid", "Please leave the last field empty.", "website");
  if (!report.description && !report.suggestion) {
    return refuse("input.invalid", "Please say what is wrong, or how it should read.", "description");
  }
  if (needsLicence(report.quote, report.suggestion) && !report.cc0) {
    return refuse(
      "input.invalid",
      "You suggest more than a few words of your own; please tick the box that lets the book use them.",
      "cc0",
    );
  }
  const spent = await ports.limit.spend(report.origin);
  if (!spent.ok) return spent;
  const book = await ports.shelf.book(report.book);
  const found = book && (await ports.shelf.chapter(book.id, { slug: report.chapter }));
  if (!book || !found?.chapter.source || !found.chapter.commit)
    return refuse("not-found", "There is no such chapter.");
  const { chapter } = found;
  const key = ports.ids.secret();
  const filed = await ports.errata.file({
    id: ports.ids.next(),
    bookId: book.id,
    chapterId: chapter.id,
    keyHash: sha256Hex(key),
    kind: report.kind,
    description: report.description,
    suggestion: report.suggestion,
    evidence: report.evidence,
    anchor: report.quote ? findAnchor(found.chapter.source, report) : null,
    commit: found.chapter.commit,
    quote: report.quote,
    reporterName: report.name,
    reporterMail: report.email,
    cc0: report.cc0,
    fingerprint: reportFingerprint({ ...report, chapterId: chapter.id }),
  });
  if (filed.first) {
    for (const person of await ports.people.withRole("reviewer")) {
      await ports.post.tell(
        { personId: person.id },
        {
          title: `A reader reports an error in “${chapter.title}”`,
          body: report.description || `Suggested wording: ${report.suggestion ?? ""}`,
          href: `/errata/${filed.erratum.number}`,
        },
      );
    }
  }
  return ok({ erratum: filed.erratum, key: filed.first ? key : null });
}

/** The words in the source: in the block the page names, or wherever they stand exactly once; null when unsure. */
function findAnchor(
  source: string,
  report: { block: number | null; quote: string; prefix: string; suffix: string },
): Anchor | null {
  const { quote, prefix, suffix } = report;
  const block = report.block === null ? undefined : cutBlocks(source)[report.block];
  for (const span of [block?.span, { start: 0, end: source.length }]) {
    const place = span && locateQuote(source, span, quote, prefix, suffix);
    if (place?.state !== "found") continue;
    const anchor = makeAnchor(source, place.span);
    if (anchor.ok) return anchor.value;
  }
  return null;
}
