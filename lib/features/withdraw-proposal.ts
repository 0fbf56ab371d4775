import { z } from "zod";
import { identifier, parseInput } from "#lib/core/input.ts";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { nextState, partiesOf } from "#lib/core/proposal/index.ts";
import type { Proposals } from "./ports/index.ts";

/** Take a proposal back, grant and all. Possible until it is being published. */
export async function withdrawProposal(
  ports: { proposals: Pick<Proposals, "find" | "record"> },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ version: number }>> {
  const input = parseInput(z.strictObject({ id: identifier, version: z.int().positive() }), raw);
  if (!input.ok) return input;
  const proposal = await ports.proposals.find({ id: input.value.id });
  if (!proposal || !authorise(actor, "proposal.withdraw", partiesOf(proposal)).ok) {
    return refuse("not-found", "There is no such proposal.");
  }
  const state = nextState(proposal.state, "withdraw");
  if (!state.ok) return state;
  return ports.proposals.record(proposal.id, input.value.version, {
    state: state.value,
    event: { kind: "withdrawn", actorId: actor.id },
  });
}
