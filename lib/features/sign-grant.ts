import { z } from "zod";
import { identifier, parseInput, typed } from "#lib/core/input.ts";
import { type Grant, signGrant } from "#lib/core/licence/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { partiesOf, patchOf } from "#lib/core/proposal/index.ts";
import type { Clock, Ids, Post, Proposals, RateLimit } from "./ports/index.ts";

const SignGrant = z.strictObject({
  id: identifier,
  version: z.int().positive(),
  licence: typed(40),
  statementSha: typed(64),
  agreed: z.boolean(),
  creditName: typed(120),
});

/**
 * Grant the licence of one's part of a proposal that somebody else sent, or of one that was taken from one's own pull
 * request: over exactly the text that is in review, so
 * that a text that changes afterwards has to be granted again.
 */
export async function signGrantOf(
  ports: {
    proposals: Pick<Proposals, "find" | "record">;
    post: Post;
    limit: RateLimit;
    clock: Clock;
    ids: Ids;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<Grant>> {
  const input = parseInput(SignGrant, raw);
  if (!input.ok) return input;
  const { id, version, ...wish } = input.value;
  const proposal = await ports.proposals.find({ id });
  if (!proposal || !authorise(actor, "proposal.grant", partiesOf(proposal)).ok || actor.id === null)
    return refuse("not-found", "There is no such proposal.");
  if (proposal.state !== "in-review")
    return refuse("proposal.wrong-state", "Nothing has to be agreed to while this is not in review.");
  const spent = await ports.limit.spend(actor.id);
  if (!spent.ok) return spent;
  const grant = signGrant(wish, {
    id: ports.ids.next(),
    proposalNumber: proposal.number,
    personId: actor.id,
    baseCommit: proposal.baseCommit,
    patch: patchOf(proposal),
    now: ports.clock.now().toISOString(),
  });
  if (!grant.ok) return grant;
  const saved = await ports.proposals.record(id, version, {
    state: proposal.state,
    grant: grant.value,
    event: {
      kind: "granted",
      actorId: actor.id,
      detail: { grant: grant.value.id, licence: grant.value.licence },
    },
  });
  if (!saved.ok) return saved;
  if (actor.id === proposal.authorId) return ok(grant.value);
  await ports.post.tell(
    { personId: proposal.authorId },
    {
      title: `${actor.name} agreed to the licence of proposal #${proposal.number}`,
      body: `${actor.name} granted the licence of what you wrote together.`,
      href: `/proposals/${proposal.number}`,
    },
  );
  return ok(grant.value);
}
