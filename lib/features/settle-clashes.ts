import { z } from "zod";
import { identifier, parseInput, typed } from "#lib/core/input.ts";
import { signGrant, stillToSign } from "#lib/core/licence/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { grantRequest, partiesOf, patchOf, stillProposed } from "#lib/core/proposal/index.ts";
import { mergeByBlock, settleConflicts } from "#lib/core/prose/index.ts";
import type { Clock, Ids, Post, ProposalFileRecord, Proposals, Shelf } from "./ports/index.ts";

const SettleClashes = z.strictObject({
  id: identifier,
  version: z.int().positive(),
  /** Every passage that both changed, in the order of the page, with the words that shall stand. */
  passages: z
    .array(
      z.strictObject({
        path: typed(1000),
        book: typed(500_000),
        proposed: typed(500_000),
        wording: typed(500_000),
      }),
    )
    .min(1)
    .max(1000),
  licence: typed(40),
  statementSha: typed(64),
  agreed: z.boolean(),
  creditName: typed(120),
});

/**
 * Bring a proposal in review up to a book that changed in the same words, with what its author chose for each passage,
 * and grant the licence for exactly that text. Problems: `proposal.stale` when the book or the proposal changed once
 * more, `proposal.not-granted`, `proposal.wrong-state`, `proposal.empty`.
 */
export async function settleClashes(
  ports: {
    proposals: Pick<Proposals, "find" | "record" | "grants">;
    post: Post;
    shelf: Pick<Shelf, "chapter">;
    clock: Clock;
    ids: Ids;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<true>> {
  const input = parseInput(SettleClashes, raw);
  if (!input.ok) return input;
  const { id, version, passages, ...wish } = input.value;
  const proposal = await ports.proposals.find({ id });
  if (!proposal || !authorise(actor, "proposal.submit", partiesOf(proposal)).ok)
    return refuse("not-found", "There is no such proposal.");
  if (proposal.state !== "in-review")
    return refuse("proposal.wrong-state", "This proposal is not in review any more; reload the page.");
  if (proposal.origin === "host")
    return refuse("proposal.wrong-state", "This is written at GitHub; bring it up to the book there.");
  const waiting = [...passages];
  const files: ProposalFileRecord[] = [];
  let { baseCommit } = proposal;
  for (const file of proposal.files) {
    const chapter = (await ports.shelf.chapter(proposal.bookId, { path: file.path }))?.chapter;
    if (!chapter || chapter.source === null) {
      files.push(file);
      continue;
    }
    baseCommit = chapter.commit ?? baseCommit;
    const merge = mergeByBlock(file.base, stillProposed(file), chapter.source);
    const wordings: string[] = [];
    for (const { ours, theirs } of merge.conflicts) {
      const passage = waiting.shift();
      if (passage?.path !== file.path || passage.book !== theirs || passage.proposed !== ours)
        return refuse(
          "proposal.stale",
          "The book changed once more while you chose. Reload the page; it shows the newest words, and yours.",
        );
      wordings.push(passage.wording);
    }
    files.push({ ...file, base: chapter.source, text: settleConflicts(merge, wordings), done: [] });
  }
  const patch = patchOf({ ...proposal, files });
  if (patch.files.length === 0)
    return refuse("proposal.empty", "Nothing of the change is left. Take the proposal back instead.");
  const now = ports.clock.now();
  const grant = signGrant(wish, {
    id: ports.ids.next(),
    proposalNumber: proposal.number,
    personId: proposal.authorId,
    baseCommit,
    patch,
    now: now.toISOString(),
  });
  if (!grant.ok) return grant;
  const saved = await ports.proposals.record(id, version, {
    state: proposal.state,
    carried: { baseCommit, files },
    grant: grant.value,
    event: { kind: "brought-up", actorId: actor.id, detail: { grant: grant.value.id } },
  });
  if (!saved.ok) return saved;
  // It is another text now, which everybody who wrote it has to grant.
  const signers = proposal.coAuthors.filter(({ typed }) => typed);
  for (const { personId } of stillToSign(signers, await ports.proposals.grants(id), patch))
    await ports.post.tell({ personId }, grantRequest(proposal.number, actor.name));
  return ok(true);
}
