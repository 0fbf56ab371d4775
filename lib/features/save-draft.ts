import { z } from "zod";
import { identifier, parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { isEditable, partiesOf } from "#lib/core/proposal/index.ts";
import type { Drafts, Proposals, RateLimit } from "./ports/index.ts";

/** Two million characters: four times the longest chapter known. */
export const chapterLimit = 2_000_000;

const SaveDraft = z.strictObject({
  id: identifier,
  version: z.int().positive(),
  path: typed(1000),
  text: typed(chapterLimit).optional(),
  title: typed(200).optional(),
  rationale: typed(5000).optional(),
  assistance: z
    .array(z.strictObject({ source: typed(200), before: typed(20_000), after: typed(20_000) }))
    .max(500)
    .optional(),
});

/**
 * Save what the author typed so far. Refused with `draft.stale` when another tab or device saved since `version`;
 * the caller keeps both texts.
 */
export async function saveDraft(
  ports: { drafts: Pick<Drafts, "save">; proposals: Pick<Proposals, "find">; limit: RateLimit },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ version: number }>> {
  const input = parseInput(SaveDraft, raw);
  if (!input.ok) return input;
  const { id, version, path, text, assistance, ...words } = input.value;
  const draft = await ports.proposals.find({ id });
  if (!draft) return refuse("not-found", "This draft does not exist any more.");
  const ruling = authorise(actor, "draft.save", partiesOf(draft));
  if (!ruling.ok) return refuse("not-found", "This draft does not exist any more.");
  if (!isEditable(draft.state)) {
    return refuse("proposal.wrong-state", "This proposal is with the editor now, so its text cannot change.");
  }
  const spent = await ports.limit.spend(actor.id ?? "");
  if (!spent.ok) return spent;
  const file = draft.files.find((candidate) => candidate.path === path);
  if (!file) return refuse("not-found", "This draft does not touch that chapter.");
  // A tab knows of its own assistance only; what another one was given stays on record.
  const assisted = new Map(
    [...file.assistance, ...(assistance ?? [])].map((each) => [JSON.stringify(each), each]),
  );
  const changed = text === undefined ? file : { ...file, text, assistance: [...assisted.values()] };
  return ports.drafts.save(id, version, { ...words, files: [changed] }, actor.id);
}
