import { z } from "zod";
import { assetAddress, folderOf, pathFrom } from "#lib/core/book/index.ts";
import { identifier, parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { isEditable, partiesOf, uploadAddress, writtenPath } from "#lib/core/proposal/index.ts";
import { locateQuote } from "#lib/core/prose/index.ts";
import { cutBlocks, type Span } from "#lib/core/text/index.ts";
import type { BookFacts, Drafts, Errata, Ids, ProposalRecord, Proposals, Shelf } from "./ports/index.ts";

const OpenDraft = z.strictObject({
  book: typed(200),
  chapter: typed(400),
  erratum: z.nullable(identifier).default(null),
  /** A draft of somebody else that the actor writes along. */
  proposal: z.nullable(identifier).catch(null).default(null),
  /** Words chosen on the chapter's page, to begin at. What is wrong with them costs only the place. */
  words: z
    .object({
      block: z.coerce.number().int().min(0).nullable().catch(null),
      quote: typed(500),
      prefix: typed(200).catch(""),
      suffix: typed(200).catch(""),
    })
    .nullable()
    .catch(null)
    .default(null),
});

/** A draft with what its chapter looks like in the book now. */
export interface OpenedDraft {
  draft: ProposalRecord;
  path: string;
  current: { commit: string; source: string };
  /** The book has moved on under this draft. */
  outdated: boolean;
  /** Where the chosen words stand in the draft's text; null when they cannot be found for sure. */
  words: Span | null;
  /** Addresses of the images at hand, by how the chapter writes them. */
  images: Record<string, string>;
}

/** A chapter's folder may be a whole book's; more images than this are not offered beyond those it shows. */
const mostImages = 1000;

/**
 * Open the actor's draft of a chapter (by slug), making one on the book's present revision when there is none.
 * With `erratum`, the draft answers that report.
 */
export async function openDraft(
  ports: {
    shelf: Pick<Shelf, "book" | "chapter">;
    drafts: Drafts;
    proposals: Pick<Proposals, "find">;
    errata: Pick<Errata, "find">;
    facts: Pick<BookFacts, "files">;
    ids: Ids;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<OpenedDraft>> {
  const input = parseInput(OpenDraft, raw);
  if (!input.ok) return input;
  const ruling = authorise(actor, "draft.open");
  if (!ruling.ok) return ruling;
  const book = await ports.shelf.book(input.value.book);
  const found = book && (await ports.shelf.chapter(book.id, { slug: input.value.chapter }));
  if (!book || !found || actor.id === null) return refuse("not-found", "There is no such chapter.");
  const { path, source, commit } = found.chapter;
  if (source === null || commit === null) {
    return refuse("chapter.unrenderable", "This chapter has no text that can be edited here yet.");
  }
  const asked = input.value.erratum ? await ports.errata.find({ id: input.value.erratum }) : null;
  const erratum = asked && ["reported", "confirmed"].includes(asked.state) ? asked : null;
  const shared = input.value.proposal ? await ports.proposals.find({ id: input.value.proposal }) : null;
  const along = shared && isAlong(shared, actor, path) ? shared : null;
  if (input.value.proposal && !along) return refuse("not-found", "This draft cannot be written any more.");
  const known = along ?? (await ports.drafts.findOpen(book.id, actor.id, path));
  const draft =
    known ??
    (await ports.drafts.create({
      id: ports.ids.next(),
      bookId: book.id,
      authorId: actor.id,
      baseCommit: commit,
      title: "",
      rationale: erratum ? `Answers report #${erratum.number}: ${erratum.description}`.slice(0, 2000) : "",
      file: { path, base: source, text: source },
      erratumId: erratum?.id ?? null,
    }));
  const base = draft.files.find((file) => file.path === path)?.base;
  const text = draft.files.find((file) => file.path === path)?.text ?? source;
  const words = input.value.words && findWords(text, input.value.words);
  const images = await imagesAtHand(ports, draft, path, found.chapter.uses?.files ?? []);
  return ok({ draft, path, current: { commit, source }, outdated: base !== source, words, images });
}

/** Whether the actor may write this chapter of a draft now. */
function isAlong(draft: ProposalRecord, actor: Actor, path: string): boolean {
  return (
    isEditable(draft.state) &&
    draft.files.some((file) => file.path === path) &&
    authorise(actor, "draft.save", partiesOf(draft)).ok
  );
}

/** In the block the page names, as long as the draft has it there, else wherever they stand exactly once. */
function findWords(
  text: string,
  { block, quote, prefix, suffix }: { block: number | null; quote: string; prefix: string; suffix: string },
): Span | null {
  const named = block === null ? undefined : cutBlocks(text)[block]?.span;
  for (const span of [named, { start: 0, end: text.length }]) {
    const place = span && locateQuote(text, span, quote, prefix, suffix);
    if (place?.state === "found") return place.span;
  }
  return null;
}

/** Those the chapter shows, those in its folder, and those the draft brings along. */
async function imagesAtHand(
  ports: { facts: Pick<BookFacts, "files"> },
  draft: ProposalRecord,
  chapter: string,
  shown: readonly string[],
): Promise<Record<string, string>> {
  const files = await ports.facts.files(draft.bookId);
  const home = folderOf(chapter);
  const images: [string, string][] = [];
  for (const [path, blob] of files) {
    if (images.length >= mostImages) break;
    if (path.startsWith(home === "" ? "" : `${home}/`) && /\.(?:png|jpe?g|gif|webp|avif|svg)$/iu.test(path))
      images.push([writtenPath(chapter, path), assetAddress(blob, path)]);
  }
  for (const written of shown) {
    const path = pathFrom(chapter, draft.bookRoot, written);
    const blob = path === null ? undefined : files.get(path);
    if (path !== null && blob) images.push([written, assetAddress(blob, path)]);
  }
  for (const each of draft.additions)
    if (each.kind === "image") images.push([writtenPath(chapter, each.path), uploadAddress(each)]);
  return Object.fromEntries(images);
}
