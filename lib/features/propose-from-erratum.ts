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
    drafts: Pick<Drafts, "create" | "findOpen" | "save">;
    ids: Ids;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ draft: ProposalRecord; chapter: string; applied: boolean }>> {
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
  if (open?.files.some((file) => file.path === path && file.text !== file.base)) {
    return refuse(
      "draft.stale",
      "You have an unfinished draft of this chapter. Send or discard it first, so that the two do not mix.",
    );
  }
  const draft = await ports.drafts.create({
    id: ports.ids.next(),
    bookId: erratum.bookId,
    authorId: actor.id,
    baseCommit: commit,
    title: `Correct “${erratum.quote.slice(0, 60) || erratum.chapterTitle}” (report #${erratum.number})`,
    rationale: [erratum.description, erratum.reporterName ? `Reported by ${erratum.reporterName}.` : ""]
      .filter(Boolean)
      .join("\n\n"),
    file: { path, base: source, text: corrected ?? source },
    erratumId: erratum.id,
  });
  await ports.errata.move(erratum.id, erratum.state, {
    to: "fix-proposed",
    reason: null,
    byName: actor.name,
    proposalId: draft.id,
  });
  return ok({ draft, chapter: slug, applied: corrected !== null });
}

/** The chapter with the reader's wording in place of the quoted words; null when they are gone or none was given. */
function withSuggestion(source: string, erratum: ErratumRecord): string | null {
  const { anchor, suggestion } = erratum;
  // The anchor follows the chapter at every sync; words that do not stand where it says are never guessed at.
  if (!anchor || !suggestion || source.slice(anchor.start, anchor.end) !== anchor.quote) return null;
  const spliced = splice(source, [{ span: { start: anchor.start, end: anchor.end }, text: suggestion }]);
  return spliced.ok ? spliced.value : null;
}
