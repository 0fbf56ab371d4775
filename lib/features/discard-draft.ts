import { z } from "zod";
import { identifier, parseInput } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { partiesOf } from "#lib/core/proposal/index.ts";
import type { Drafts, Proposals } from "./ports/index.ts";

/** Throw a draft away, for good. Only its author can, and only before it was submitted. */
export async function discardDraft(
  ports: { drafts: Pick<Drafts, "discard">; proposals: Pick<Proposals, "find"> },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<true>> {
  const input = parseInput(z.strictObject({ id: identifier }), raw);
  if (!input.ok) return input;
  const draft = await ports.proposals.find(input.value);
  if (!draft || !authorise(actor, "draft.discard", partiesOf(draft)).ok) {
    return refuse("not-found", "This draft does not exist any more.");
  }
  if (draft.state !== "draft") {
    return refuse("proposal.wrong-state", "It was submitted already; you can withdraw it instead.");
  }
  await ports.drafts.discard(draft.id);
  return ok(true);
}
