import { z } from "zod";
import { parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { Dismissals, Shelf } from "./ports/index.ts";

/** Do not offer this suggestion for these words again. */
export async function dismissSuggestion(
  ports: { dismissals: Dismissals; shelf: Pick<Shelf, "book"> },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<true>> {
  const input = parseInput(z.strictObject({ book: typed(200), fingerprint: typed(200) }), raw);
  if (!input.ok) return input;
  const ruling = authorise(actor, "suggestion.dismiss");
  if (!ruling.ok) return ruling;
  const book = await ports.shelf.book(input.value.book);
  if (!book || actor.id === null) return refuse("not-found", "There is no such book.");
  await ports.dismissals.dismiss(book.id, input.value.fingerprint, actor.id);
  return ok(true);
}
