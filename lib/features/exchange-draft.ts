import { z } from "zod";
import { identifier, parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { isEditable, partiesOf } from "#lib/core/proposal/index.ts";
import type { Exchanged, Proposals, RateLimit, SharedTexts } from "./ports/index.ts";

const Place = z.strictObject({ id: identifier, path: typed(1000) });
const bytes = z.nullable(z.instanceof(Uint8Array));
const ExchangeDraft = Place.extend({ vector: bytes, update: bytes });

const gone = refuse("not-found", "This draft does not exist any more.");

/** Whether the actor may write this chapter of the draft together with others. */
export async function mayWriteAlong(
  ports: { proposals: Pick<Proposals, "find"> },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ id: string; path: string; personId: string; version: number }>> {
  const input = parseInput(Place, raw);
  if (!input.ok) return input;
  const { id, path } = input.value;
  const draft = await ports.proposals.find({ id });
  if (!draft || actor.id === null || !authorise(actor, "draft.save", partiesOf(draft)).ok) return gone;
  if (!draft.files.some((file) => file.path === path)) return gone;
  if (!isEditable(draft.state))
    return refuse("proposal.wrong-state", "This proposal is with the editor now, so its text cannot change.");
  // A text is shared from the first invitation on, for good: browsers may hold changes of it.
  if (draft.shareKey === null && draft.coAuthors.length === 0) return gone;
  return { ok: true, value: { id, path, personId: actor.id, version: draft.version } };
}

/** Store what somebody wrote in a draft that several people write, and give what they lack of it. */
export async function exchangeDraft(
  ports: { proposals: Pick<Proposals, "find">; sharedTexts: Pick<SharedTexts, "exchange">; limit: RateLimit },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<Exchanged>> {
  const input = parseInput(ExchangeDraft, raw);
  if (!input.ok) return input;
  const { id, path, vector, update } = input.value;
  const may = await mayWriteAlong(ports, actor, { id, path });
  if (!may.ok) return may;
  const spent = await ports.limit.spend(may.value.personId);
  if (!spent.ok) return spent;
  return ports.sharedTexts.exchange({ proposalId: id, path, personId: may.value.personId, vector, update });
}
