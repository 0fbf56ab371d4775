import { z } from "zod";
import { identifier, parseInput } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { partiesOf } from "#lib/core/proposal/index.ts";
import type { Proposals, Publications } from "./ports/index.ts";

/**
 * Give a proposal back to review whose publication waits for something that may never come, such as a check that fails.
 * One that is under way without having been held up is left to end by itself. Problems: `proposal.wrong-state`.
 */
export async function stopPublication(
  ports: { proposals: Pick<Proposals, "find">; publications: Pick<Publications, "pending" | "fail"> },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<true>> {
  const input = parseInput(z.strictObject({ id: identifier }), raw);
  if (!input.ok) return input;
  const proposal = await ports.proposals.find({ id: input.value.id });
  if (!proposal || proposal.state === "draft") return refuse("not-found", "There is no such proposal.");
  const ruling = authorise(actor, "proposal.publish", partiesOf(proposal));
  if (!ruling.ok) return ruling;
  const waiting = (await ports.publications.pending()).find((each) => each.proposalId === proposal.id);
  if (proposal.state !== "accepted" || !waiting?.problem)
    return refuse("proposal.wrong-state", "It is not waiting for anything now; reload the page to see it.");
  await ports.publications.fail(waiting.id, `${actor.name} stopped waiting. ${waiting.problem}`, {
    to: { personId: waiting.byId },
    title: `Publishing proposal #${proposal.number} was stopped`,
    body: waiting.problem,
    href: `/review/${proposal.number}`,
  });
  return ok(true);
}
