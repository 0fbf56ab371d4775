import { z } from "zod";
import { identifier, parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { partiesOf } from "#lib/core/proposal/index.ts";
import type { Proposals, RateLimit } from "./ports/index.ts";

const ReadDraft = z.strictObject({ id: identifier, path: typed(1000) });

/** What the server has of a chapter's draft, for a tab whose own text was written on an earlier version. */
export async function readDraft(
  ports: { proposals: Pick<Proposals, "find">; limit: RateLimit },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ version: number; text: string }>> {
  const input = parseInput(ReadDraft, raw);
  if (!input.ok) return input;
  const draft = await ports.proposals.find({ id: input.value.id });
  const file = draft?.files.find(({ path }) => path === input.value.path);
  if (!draft || !file || !authorise(actor, "draft.save", partiesOf(draft)).ok)
    return refuse("not-found", "This draft does not exist any more.");
  const spent = await ports.limit.spend(actor.id ?? "");
  return spent.ok ? ok({ version: draft.version, text: file.text }) : spent;
}
