import { z } from "zod";
import { identifier, parseInput, required, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Action, type Actor, authorise } from "#lib/core/policy/index.ts";
import {
  checkRuling,
  fitWording,
  isWriter,
  loneAdditions,
  nextState,
  type PresentHunk,
  partiesOf,
  presentFile,
  writersOf,
} from "#lib/core/proposal/index.ts";
import type { Ids, Post, ProposalRecord, Proposals, RateLimit, Reviews, Shelf } from "./ports/index.ts";

interface ReviewPorts {
  proposals: Pick<Proposals, "find" | "record">;
  reviews: Reviews;
  post: Post;
  ids: Ids;
}

async function load(
  ports: { proposals: Pick<Proposals, "find"> },
  actor: Actor,
  action: Action,
  id: string,
): Promise<Outcome<ProposalRecord>> {
  const proposal = await ports.proposals.find({ id });
  if (!proposal || (proposal.state === "draft" && !isWriter(proposal, actor.id))) {
    return refuse("not-found", "There is no such proposal.");
  }
  const ruling = authorise(actor, action, partiesOf(proposal));
  return ruling.ok ? ok(proposal) : ruling;
}

const DecideHunks = z.strictObject({
  id: identifier,
  version: z.int().positive(),
  hunks: z
    .array(z.strictObject({ path: typed(1000), hunk: typed(128) }))
    .min(1)
    .max(5000),
  decision: z.enum(["accept", "reject"]).nullable(),
  reason: typed(2000).nullable().default(null),
  /** The editor's words in place of those of the one change that is accepted. */
  wording: typed(200_000).nullable().default(null),
});

/**
 * Accept or reject hunks, or take a decision back (`decision: null`). Bound to the proposal's version, so that a
 * decision never falls on a text the reviewer has not seen.
 */
export async function decideHunks(
  ports: ReviewPorts & { shelf: Pick<Shelf, "chapter"> },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<true>> {
  const input = parseInput(DecideHunks, raw);
  if (!input.ok) return input;
  const { id, version, hunks, decision, reason, wording } = input.value;
  const found = await load(ports, actor, "proposal.decide-hunk", id);
  if (!found.ok) return found;
  const proposal = found.value;
  if (proposal.version !== version) {
    return refuse(
      "proposal.stale",
      "This proposal changed meanwhile; reload the page to see how it stands now.",
    );
  }
  if (proposal.state !== "in-review")
    return refuse("proposal.wrong-state", "This proposal is not in review.");
  if (decision) {
    const checked = checkRuling(decision, reason);
    if (!checked.ok) return checked;
  }
  const known = await presentHunks(ports, proposal);
  const lone = new Set(loneAdditions(proposal).map(({ path, hunk }) => `${path}\n${hunk}`));
  const chosen = hunks
    .filter(({ path, hunk }) => !lone.has(`${path}\n${hunk}`))
    .map(({ path, hunk }) => known.get(`${path}\n${hunk}`));
  if (!chosen.every((hunk) => hunk !== undefined)) {
    return refuse(
      "proposal.stale",
      "The book changed meanwhile, and this change stands differently now. Reload the page and look again.",
    );
  }
  const [one] = chosen;
  if (wording !== null) {
    const editing = authorise(actor, "proposal.touch-up");
    if (!editing.ok) return editing;
    if (decision !== "accept" || !one || chosen.length !== 1 || hunks.length !== 1)
      return refuse("input.invalid", "Your own words can take the place of one accepted change at a time.");
  }
  if (decision === "accept" && chosen.some((hunk) => hunk.clash) && wording === null) {
    return refuse(
      "proposal.conflict",
      "The book has changed in the same words since this was written. Look at both and choose what shall stand.",
    );
  }
  for (const hunk of hunks) {
    await ports.reviews.rule(
      id,
      decision === null
        ? { ...hunk, decision }
        : {
            ...hunk,
            decision,
            reason: reason?.trim() || null,
            wording: wording === null || !one ? null : fitWording(one, wording),
          },
      actor.id ?? "",
    );
  }
  return ok(true);
}

/** The changes as they stand against the book now, by path and id. */
async function presentHunks(
  ports: { shelf: Pick<Shelf, "chapter"> },
  proposal: ProposalRecord,
): Promise<Map<string, PresentHunk>> {
  const all = new Map<string, PresentHunk>();
  for (const file of proposal.files) {
    const found = await ports.shelf.chapter(proposal.bookId, { path: file.path });
    for (const hunk of presentFile(file, found?.chapter.source ?? null).hunks)
      all.set(`${file.path}\n${hunk.id}`, hunk);
  }
  return all;
}

const Comment = z.strictObject({
  id: identifier,
  path: typed(1000).nullable().default(null),
  hunk: typed(128).nullable().default(null),
  body: required(10_000, "Please write something first."),
});

/** Say something about a proposal or one of its hunks; the other side is told. */
export async function commentOnProposal(
  ports: Omit<ReviewPorts, "proposals"> & { proposals: Pick<Proposals, "find">; limit: RateLimit },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<true>> {
  const input = parseInput(Comment, raw);
  if (!input.ok) return input;
  const found = await load(ports, actor, "proposal.comment", input.value.id);
  if (!found.ok) return found;
  const spent = await ports.limit.spend(actor.id ?? "nobody");
  if (!spent.ok) return spent;
  const { id: proposalId, ...comment } = input.value;
  await ports.reviews.comment({ ...comment, proposalId, id: ports.ids.next(), authorId: actor.id ?? "" });
  for (const personId of writersOf(found.value).filter((each) => each !== actor.id)) {
    await ports.post.tell(
      { personId },
      {
        title: `${actor.name} commented on your proposal #${found.value.number}`,
        body: comment.body,
        href: `/proposals/${found.value.number}`,
      },
    );
  }
  return ok(true);
}

const Return = z.strictObject({
  id: identifier,
  version: z.int().positive(),
  reason: required(5000, "Please say what you would like changed, or why it is not taken."),
});

/** Give it back to its author with what should change. */
export async function requestChanges(ports: ReviewPorts, actor: Actor, raw: unknown): Promise<Outcome<true>> {
  return giveBack(ports, actor, raw, "request-changes");
}

/** Close it without taking it, with a reason that its author reads. */
export async function rejectProposal(ports: ReviewPorts, actor: Actor, raw: unknown): Promise<Outcome<true>> {
  return giveBack(ports, actor, raw, "reject");
}

async function giveBack(
  ports: ReviewPorts,
  actor: Actor,
  raw: unknown,
  event: "request-changes" | "reject",
): Promise<Outcome<true>> {
  const input = parseInput(Return, raw);
  if (!input.ok) return input;
  const { id, version, reason } = input.value;
  const found = await load(
    ports,
    actor,
    event === "reject" ? "proposal.reject" : "proposal.request-changes",
    id,
  );
  if (!found.ok) return found;
  const state = nextState(found.value.state, event);
  if (!state.ok) return state;
  const saved = await ports.proposals.record(id, version, {
    state: state.value,
    event: {
      kind: event === "reject" ? "rejected" : "changes-requested",
      actorId: actor.id,
      detail: { reason },
    },
  });
  if (!saved.ok) return saved;
  const { number } = found.value;
  for (const personId of writersOf(found.value).filter((each) => each !== actor.id)) {
    await ports.post.tell(
      { personId },
      event === "reject"
        ? { title: `Your proposal #${number} was not taken`, body: reason, href: `/proposals/${number}` }
        : {
            title: `${actor.name} asks for changes to your proposal #${number}`,
            body: reason,
            href: `/proposals/${number}`,
          },
    );
  }
  return ok(true);
}
