import { z } from "zod";
import { identifier, parseInput, required, typed } from "#lib/core/input.ts";
import { type Grant, type Patch, signGrant, stillToSign } from "#lib/core/licence/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { grantRequest, nextState, partiesOf, patchOf } from "#lib/core/proposal/index.ts";
import type {
  Clock,
  Errata,
  Ids,
  People,
  Post,
  ProposalRecord,
  Proposals,
  RateLimit,
} from "./ports/index.ts";

const SubmitProposal = z.strictObject({
  id: identifier,
  version: z.int().positive(),
  title: required(200, "Please give the change a short title, such as “Fix a typo in the introduction”."),
  rationale: typed(5000).trim().default(""),
  licence: typed(40),
  statementSha: typed(64),
  agreed: z.boolean(),
  creditName: typed(120),
});

/**
 * Send a draft to the editor, with the licence grant bound to exactly this text. Problems: `proposal.empty` when
 * nothing changed, `proposal.not-granted`, `proposal.stale`, `proposal.wrong-state`.
 */
export async function submitProposal(
  ports: {
    proposals: Pick<Proposals, "find" | "record" | "grants">;
    errata: Pick<Errata, "find" | "move">;
    people: Pick<People, "withRole">;
    post: Post;
    limit: RateLimit;
    clock: Clock;
    ids: Ids;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ number: number; grant: Grant }>> {
  const input = parseInput(SubmitProposal, raw);
  if (!input.ok) return input;
  const { id, version, title, rationale, ...wish } = input.value;
  const draft = await ports.proposals.find({ id });
  if (!draft || !authorise(actor, "proposal.submit", partiesOf(draft)).ok) {
    return refuse("not-found", "This draft does not exist any more.");
  }
  if (draft.origin === "host")
    return refuse("proposal.wrong-state", "This is written at GitHub; make it ready for review there.");
  const state = nextState(draft.state, "submit");
  if (!state.ok) return state;
  const patch = patchOf(draft);
  if (patch.files.length === 0 && patch.additions.length === 0)
    return refuse("proposal.empty", "Nothing has changed yet, so there is nothing to send.");
  const spent = await ports.limit.spend(draft.authorId);
  if (!spent.ok) return spent;
  const now = ports.clock.now();
  const grant = signGrant(wish, {
    id: ports.ids.next(),
    proposalNumber: draft.number,
    personId: draft.authorId,
    baseCommit: draft.baseCommit,
    patch,
    now: now.toISOString(),
  });
  if (!grant.ok) return grant;
  const saved = await ports.proposals.record(id, version, {
    state: state.value,
    title,
    rationale,
    submittedAt: now,
    grant: grant.value,
    event: {
      kind: "submitted",
      actorId: actor.id,
      detail: { grant: grant.value.id, licence: grant.value.licence },
    },
  });
  if (!saved.ok) return saved;
  await announceSubmission(ports, draft, title, actor);
  await askForGrants(ports, draft, patch, actor);
  return ok({ number: draft.number, grant: grant.value });
}

/** Everybody who wrote along is asked for their own grant. */
async function askForGrants(
  ports: { proposals: Pick<Proposals, "grants">; post: Post },
  draft: ProposalRecord,
  patch: Patch,
  actor: Actor,
): Promise<void> {
  const signers = draft.coAuthors.filter(({ typed }) => typed);
  if (signers.length === 0) return;
  for (const { personId } of stillToSign(signers, await ports.proposals.grants(draft.id), patch)) {
    await ports.post.tell({ personId }, grantRequest(draft.number, actor.name));
  }
}

async function announceSubmission(
  ports: { errata: Pick<Errata, "find" | "move">; people: Pick<People, "withRole">; post: Post },
  draft: ProposalRecord,
  title: string,
  actor: Actor,
): Promise<void> {
  for (const { id } of draft.errata) {
    const erratum = await ports.errata.find({ id });
    if (erratum?.state === "confirmed" || erratum?.state === "reported") {
      await ports.errata.move(id, erratum.state, {
        to: "fix-proposed",
        reason: null,
        byName: actor.name,
        proposalId: draft.id,
      });
    }
  }
  for (const person of await ports.people.withRole("editor")) {
    if (person.id === actor.id) continue;
    await ports.post.tell(
      { personId: person.id },
      {
        title: `New proposal #${draft.number}: ${title}`,
        body: `${actor.name} proposes a change to the book: ${title}.`,
        href: `/review/${draft.number}`,
      },
    );
  }
}
