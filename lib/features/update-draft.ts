import { z } from "zod";
import { identifier, parseInput } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { isEditable, partiesOf, stillProposed } from "#lib/core/proposal/index.ts";
import { type Conflict, mergeByBlock, settleConflicts } from "#lib/core/prose/index.ts";
import type { Drafts, Proposals, RateLimit, Shelf } from "./ports/index.ts";

const UpdateDraft = z.strictObject({ id: identifier, version: z.int().positive() });

/** A passage that both the book and the draft changed: the draft's words were kept, the book's are shown. */
export interface UpdateClash {
  path: string;
  base: string;
  book: string;
  draft: string;
}

/**
 * Bring a draft up to the book's present text. Changes elsewhere are merged; where both changed the same words the
 * author's stay and the book's are returned for them to compare, so nothing is lost.
 */
export async function updateDraft(
  ports: {
    drafts: Pick<Drafts, "save">;
    proposals: Pick<Proposals, "find">;
    shelf: Pick<Shelf, "chapter">;
    limit: RateLimit;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ version: number; texts: Record<string, string>; clashes: UpdateClash[] }>> {
  const input = parseInput(UpdateDraft, raw);
  if (!input.ok) return input;
  const draft = await ports.proposals.find({ id: input.value.id });
  if (!draft || !authorise(actor, "draft.save", partiesOf(draft)).ok) {
    return refuse("not-found", "This draft does not exist any more.");
  }
  if (!isEditable(draft.state))
    return refuse("proposal.wrong-state", "This proposal is with the editor now.");
  const spent = await ports.limit.spend(actor.id ?? "");
  if (!spent.ok) return spent;
  const clashes: UpdateClash[] = [];
  const texts: Record<string, string> = {};
  let baseCommit = draft.baseCommit;
  const files = [];
  for (const file of draft.files) {
    const found = await ports.shelf.chapter(draft.bookId, { path: file.path });
    const book = found?.chapter.source;
    if (!found || book === null || book === undefined) {
      files.push(file);
      continue;
    }
    baseCommit = found.chapter.commit ?? baseCommit;
    const merged = mergeByBlock(file.base, stillProposed(file), book);
    clashes.push(...merged.conflicts.map((conflict) => toClash(file.path, conflict)));
    const text = settleConflicts(
      merged,
      merged.conflicts.map((conflict) => conflict.ours),
    );
    texts[file.path] = text;
    files.push({ ...file, base: book, text, done: [] });
  }
  const saved = await ports.drafts.save(draft.id, input.value.version, { baseCommit, files }, actor.id);
  return saved.ok ? ok({ ...saved.value, texts, clashes }) : saved;
}

function toClash(path: string, conflict: Conflict): UpdateClash {
  return { path, base: conflict.base, draft: conflict.ours, book: conflict.theirs };
}
