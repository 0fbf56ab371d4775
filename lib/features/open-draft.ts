import { z } from "zod";
import { identifier, parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { Drafts, Errata, Ids, ProposalRecord, Shelf } from "./ports/index.ts";

const OpenDraft = z.strictObject({
  book: typed(200),
  chapter: typed(400),
  erratum: z.nullable(identifier).default(null),
});

/** A draft with what its chapter looks like in the book now. */
export interface OpenedDraft {
  draft: ProposalRecord;
  path: string;
  current: { commit: string; source: string };
  /** The book has moved on under this draft. */
  outdated: boolean;
}

/**
 * Open the actor's draft of a chapter (by slug), making one on the book's present revision when there is none.
 * With `erratum`, the draft answers that report.
 */
export async function openDraft(
  ports: { shelf: Pick<Shelf, "book" | "chapter">; drafts: Drafts; errata: Pick<Errata, "find">; ids: Ids },
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
  const known = await ports.drafts.findOpen(book.id, actor.id, path);
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
  return ok({ draft, path, current: { commit, source }, outdated: base !== source });
}
