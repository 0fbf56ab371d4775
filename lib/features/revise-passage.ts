import { z } from "zod";
import { parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import {
  guardRevision,
  maskProtected,
  type RevisionTask,
  readRevision,
  revisionPrompt,
  revisionTasks,
  taskLimits,
  unmask,
  usualPolicy,
} from "#lib/core/revision/index.ts";
import type { RateLimit, Reviser, Shelf } from "./ports/index.ts";

const RevisePassage = z.strictObject({
  book: typed(200),
  passage: typed(8000).refine((text) => text.trim() !== "", "Choose a passage first."),
  task: z.enum(revisionTasks as unknown as [RevisionTask, ...RevisionTask[]]),
});

/**
 * Ask the model for another wording of a passage. Citations, references, numbers, formulas and code are masked before
 * it sees them and compared after; what would lose or change one is refused (`model.guarded`). Nothing is changed: the
 * answer is a suggestion for a person to take or leave.
 */
export async function revisePassage(
  ports: { shelf: Pick<Shelf, "book">; reviser: Reviser; limit: RateLimit },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ revised: string; model: string }>> {
  const input = parseInput(RevisePassage, raw);
  if (!input.ok) return input;
  const { passage, task } = input.value;
  const ruling = authorise(actor, "revision.suggest");
  if (!ruling.ok) return ruling;
  const spent = await ports.limit.spend(actor.id ?? "nobody");
  if (!spent.ok) return spent;
  const book = await ports.shelf.book(input.value.book);
  if (!book) return refuse("not-found", "There is no such book.");
  const terms = (book.shape?.glossary ?? []).map(({ term }) => term).filter((term) => passage.includes(term));
  const masked = maskProtected(passage);
  if (!masked.ok) return masked;
  const answer = await ports.reviser.revise(revisionPrompt(task, masked.value, { terms }), {
    maxOutputTokens: 4000,
  });
  if (!answer.ok) return answer;
  const read = readRevision(answer.value.text);
  if (!read.ok) return read;
  const revised = unmask(masked.value, read.value);
  if (!revised.ok) return revised;
  const guarded = guardRevision(passage, revised.value, { ...usualPolicy, ...taskLimits[task], terms });
  return guarded.ok ? ok({ revised: revised.value, model: answer.value.model }) : guarded;
}
