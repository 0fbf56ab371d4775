import { z } from "zod";
import { identifier, parseInput } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { splice } from "#lib/core/text/index.ts";
import type { Drafts, Errata, ErratumRecord, Ids, ProposalRecord, Shelf } from "./ports/index.ts";

/**
 * Turn a report into a draft of the editor's: with the reader's wording put in where the report has one and its words
 * still stand, else the chapter as it is, to be mended by hand. The report is linked and closes when it is published.
 */
export async function proposeFromErratum(
  ports: {
    errata: Pick<Errata, "find" | "move">;
    shelf: Pick<Shelf, "chapter">;
    drafts: Drafts;
    ids: Ids;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ id: string; chapter: string; applied: boolean }>> {
  const input = parseInput(z.strictObject({ id: identifier, apply: z.boolean().default(true) }), raw);
  if (!input.ok) return input;
  const ruling = authorise(actor, "erratum.to-proposal");
  if (!ruling.ok) return ruling;
  const erratum = await ports.errata.find({ id: input.value.id });
  if (!erratum || actor.id === null) return refuse("not-found", "There is no such report.");
  if (erratum.state !== "reported" && erratum.state !== "confirmed" && erratum.state !== "held") {
    return refuse("erratum.wrong-state", "This report has been answered already.");
  }
  const found = await ports.shelf.chapter(erratum.bookId, { id: erratum.chapterId });
  const { source, commit, path, slug } = found?.chapter ?? {};
  if (!source || !commit || !path || !slug)
    return refuse("not-found", "The chapter of this report has no text now.");

  const corrected = input.value.apply ? withSuggestion(source, erratum) : null;
  const open = await ports.drafts.findOpen(erratum.bookId, actor.id, path);
  if (open && !isUntouched(open, erratum)) {
    return refuse(
      "draft.stale",
      "You have an unfinished draft of this chapter. Send or discard it first, so that the two do not mix.",
    );
  }
  const words = {
    title: `Correct “${erratum.quote.slice(0, 60) || erratum.chapterTitle}” (report #${erratum.number})`,
    rationale: [erratum.description, erratum.reporterName ? `Reported by ${erratum.reporterName}.` : ""]
      .filter(Boolean)
      .join("\n\n"),
  };
  const file = { path, base: source, text: corrected ?? source };
  if (open) {
    const saved = await ports.drafts.save(open.id, open.version, {
      title: open.title || words.title,
      rationale: open.rationale || words.rationale,
      baseCommit: commit,
      files: [{ ...file, assistance: [] }],
    });
    if (!saved.ok) return saved;
  }
  const id = open?.id ?? ports.ids.next();
  if (!open) {
    const { bookId } = erratum;
    const draft = { id, bookId, authorId: actor.id, baseCommit: commit, ...words, file };
    // Linked below, with the report's move: of two who press at once, one is told.
    await ports.drafts.create({ ...draft, erratumId: null });
  }
  const moved = await ports.errata.move(erratum.id, erratum.state, {
    to: "fix-proposed",
    reason: null,
    byName: actor.name,
    proposalId: id,
  });
  if (!moved.ok) {
    if (!open) await ports.drafts.discard(id);
    return moved;
  }
  return ok({ id, chapter: slug, applied: corrected !== null });
}

/** A draft in which nothing is written yet, and which answers no other report. */
function isUntouched(draft: ProposalRecord, erratum: ErratumRecord): boolean {
  return (
    draft.state === "draft" &&
    draft.files.every((file) => file.text === file.base) &&
    draft.errata.every((each) => each.id === erratum.id)
  );
}

/** The chapter with the reader's wording in place of the quoted words; null when they are gone or none was given. */
function withSuggestion(source: string, erratum: ErratumRecord): string | null {
  const { anchor, suggestion } = erratum;
  // The anchor follows the chapter at every sync; words that do not stand where it says are never guessed at.
  if (!anchor || !suggestion || source.slice(anchor.start, anchor.end) !== anchor.quote) return null;
  const spliced = splice(source, [{ span: { start: anchor.start, end: anchor.end }, text: suggestion }]);
  return spliced.ok ? spliced.value : null;
}
