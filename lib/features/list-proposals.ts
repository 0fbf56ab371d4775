import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { isWriter, type ProposalState, patchOf } from "#lib/core/proposal/index.ts";
import { hunksBetween } from "#lib/core/prose/index.ts";
import type { ProposalRecord, Proposals } from "./ports/index.ts";

/** A row of the queue. */
export interface ProposalRow {
  id: string;
  number: number;
  title: string;
  state: ProposalState;
  authorName: string;
  submittedAt: Date | null;
  updatedAt: Date;
  paths: string[];
  /** How large it is: words added and removed, and the number of separate changes. */
  size: { added: number; removed: number; hunks: number };
  /** What comes along with the text, counted. */
  brings: { images: number; references: number };
  errata: number[];
  /** In how many passages the book has changed in the same words since. */
  clashes: number;
}

/** The editor's queue: what waits for a decision, oldest first, then what is on its way or lately done. */
export async function listQueue(
  ports: { proposals: Pick<Proposals, "list"> },
  actor: Actor,
): Promise<Outcome<{ waiting: ProposalRow[]; others: ProposalRow[] }>> {
  const ruling = authorise(actor, "review.queue");
  if (!ruling.ok) return ruling;
  const [waiting, others] = await Promise.all([
    ports.proposals.list({ states: ["in-review", "accepted"], limit: 200 }),
    ports.proposals.list({ states: ["changes-requested", "published", "rejected"], limit: 200 }),
  ]);
  return ok({ waiting: waiting.map(toRow), others: others.map(toRow).reverse() });
}

/** A contributor's own proposals and drafts, newest first. */
export async function listOwnProposals(
  ports: { proposals: Pick<Proposals, "list"> },
  actor: Actor,
): Promise<Outcome<ProposalRow[]>> {
  const ruling = authorise(actor, "proposal.list-own");
  if (!ruling.ok || actor.id === null) return ruling.ok ? ok([]) : ruling;
  const own = await ports.proposals.list({ authorId: actor.id, limit: 500 });
  // A draft that was opened and left as it was is nothing to come back to.
  // A draft is nobody's any more whose part in it was ended.
  const rows = own
    .filter((each) => each.state !== "draft" || isWriter(each, actor.id))
    .map(toRow)
    .filter(
      (row) => row.state !== "draft" || row.size.hunks > 0 || row.brings.images + row.brings.references > 0,
    );
  return ok(rows.reverse());
}

function toRow(proposal: ProposalRecord): ProposalRow {
  const hunks = proposal.files.flatMap((file) => hunksBetween(file.base, file.text));
  const { additions } = patchOf(proposal);
  return {
    id: proposal.id,
    number: proposal.number,
    title: proposal.title,
    state: proposal.state,
    authorName: proposal.authorName,
    submittedAt: proposal.submittedAt,
    updatedAt: proposal.updatedAt,
    paths: proposal.files.map((file) => file.path),
    size: {
      added: hunks.reduce((sum, hunk) => sum + hunk.wordsAdded, 0),
      removed: hunks.reduce((sum, hunk) => sum + hunk.wordsRemoved, 0),
      hunks: hunks.length,
    },
    brings: {
      images: additions.filter((each) => each.kind === "image").length,
      references: additions.filter((each) => each.kind === "reference").length,
    },
    errata: proposal.errata.map((erratum) => erratum.number),
    clashes: proposal.state === "in-review" ? proposal.clashes : 0,
  };
}
