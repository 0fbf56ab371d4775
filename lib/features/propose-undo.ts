import { z } from "zod";
import { parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { mergeByBlock, settleConflicts } from "#lib/core/prose/index.ts";
import type { BookTexts, Drafts, Histories, Ids, Shelf } from "./ports/index.ts";

const ProposeUndo = z.strictObject({ book: typed(200), chapter: typed(400), commit: typed(64) });

/**
 * Make a draft of the actor that takes one change of a chapter out again and keeps everything since. Where later changes
 * are in the same words, the book's words stay. Problems: `proposal.conflict` when nothing of it can be taken out by
 * itself, `draft.stale` when the actor has written something in this chapter that is not sent yet,
 * `storage.unavailable` while the revisions are fetched.
 */
export async function proposeUndo(
  ports: {
    shelf: Pick<Shelf, "book" | "chapter">;
    histories: { find(chapterId: string, commit: string): ReturnType<Histories["find"]> };
    texts: Pick<BookTexts, "find">;
    drafts: Pick<Drafts, "findOpen" | "create" | "save">;
    ids: Ids;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ chapter: string; kept: number }>> {
  const input = parseInput(ProposeUndo, raw);
  if (!input.ok) return input;
  const ruling = authorise(actor, "draft.open");
  if (!ruling.ok) return ruling;
  const book = await ports.shelf.book(input.value.book);
  const found = book && (await ports.shelf.chapter(book.id, { slug: input.value.chapter }));
  const { id: chapterId, path, slug, source, commit } = found?.chapter ?? {};
  if (!book || !chapterId || !path || !slug || !source || !commit || actor.id === null)
    return refuse("not-found", "There is no such chapter.");
  const revisions = (await ports.histories.find(chapterId, commit))?.revisions ?? [];
  const at = revisions.findIndex((each) => each.commit === input.value.commit);
  const [change, before] = [revisions[at], revisions[at + 1]];
  if (!change || !before)
    return refuse("not-found", "This change is not in the chapter’s history, or nothing came before it.");
  const texts = await ports.texts.find([change.blob, before.blob]);
  const [after, former] = [texts.get(change.blob), texts.get(before.blob)];
  if (after === undefined || former === undefined)
    return refuse("storage.unavailable", "The revisions are still being fetched. Please try again.");

  const merge = mergeByBlock(after, former, source);
  const text = settleConflicts(
    merge,
    merge.conflicts.map((conflict) => conflict.theirs),
  );
  if (text === source) {
    return refuse(
      "proposal.conflict",
      merge.conflicts.length > 0
        ? "Later changes are in the same words, so it cannot be taken out by itself. Open the chapter and change it there."
        : "Nothing of this change is in the chapter any more.",
    );
  }
  const open = await ports.drafts.findOpen(book.id, actor.id, path);
  if (open && (open.state !== "draft" || open.files.some((file) => file.text !== file.base))) {
    return refuse(
      "draft.stale",
      "You have an unfinished draft of this chapter. Send or discard it first, so that the two do not mix.",
    );
  }
  const title = `Undo “${change.subject.slice(0, 120)}”`;
  const rationale = change.proposal === null ? "" : `Takes proposal #${change.proposal} out again.`;
  const file = { path, base: source, text };
  if (open) {
    const files = [{ ...file, assistance: [] }];
    const saved = await ports.drafts.save(open.id, open.version, {
      title,
      rationale,
      baseCommit: commit,
      files,
    });
    if (!saved.ok) return saved;
  } else {
    await ports.drafts.create({
      id: ports.ids.next(),
      bookId: book.id,
      authorId: actor.id,
      baseCommit: commit,
      title,
      rationale,
      file,
      erratumId: null,
    });
  }
  return ok({ chapter: slug, kept: merge.conflicts.length });
}
