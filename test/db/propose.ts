import { type GrantLicence, statementFor } from "#lib/core/licence/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import type { Actor } from "#lib/core/policy/index.ts";
import { hunksBetween } from "#lib/core/prose/index.ts";
import { openDraft } from "#lib/features/open-draft.ts";
import type { ProposalRecord, PublicationRecord } from "#lib/features/ports/index.ts";
import { publishProposal } from "#lib/features/publish-proposal.ts";
import { decideHunks } from "#lib/features/review-proposal.ts";
import { saveDraft } from "#lib/features/save-draft.ts";
import { submitProposal } from "#lib/features/submit-proposal.ts";
import { type BookAtHand, must } from "./small-book.ts";

/** What the form of a proposal sends besides its text. */
export function form(draft: { id: string; version: number }, licence: GrantLicence = "CC-BY-NC-SA-4.0") {
  return {
    id: draft.id,
    version: draft.version,
    title: "Say it better",
    rationale: "It reads more easily.",
    licence,
    statementSha: statementFor(licence).sha256,
    agreed: true,
    creditName: "Cem Contributor",
  };
}

/** A chapter changed and sent to the editor by `author`, as the editor's desk does it. */
export async function propose(
  book: BookAtHand,
  path: string,
  change: (text: string) => string,
  author: Actor = book.actors.contributor,
): Promise<ProposalRecord> {
  const { chapter } = await book.chapter(path);
  const { draft } = must(
    await openDraft(book.ports, author, { book: await book.slug(), chapter: chapter.slug }),
  );
  const text = change(draft.files[0]?.text ?? "");
  const saved = must(
    await saveDraft(book.ports, author, { id: draft.id, version: draft.version, path, text }),
  );
  must(await submitProposal(book.ports, author, form({ id: draft.id, ...saved })));
  return reload(book, draft.id);
}

/** The proposal as it is stored now. */
export async function reload(book: BookAtHand, id: string): Promise<ProposalRecord> {
  const proposal = await book.ports.proposals.find({ id });
  if (!proposal) throw new Error("The proposal is gone.");
  return proposal;
}

/** Its hunks in order. */
export function hunksOf(proposal: ProposalRecord): { path: string; hunk: string }[] {
  return proposal.files.flatMap(({ path, base, text }) =>
    hunksBetween(base, text).map(({ id }) => ({ path, hunk: id })),
  );
}

/** Accept some hunks as a reviewer. */
export async function accept(
  book: BookAtHand,
  proposal: ProposalRecord,
  hunks: { path: string; hunk: string }[],
): Promise<void> {
  const { id, version } = proposal;
  must(await decideHunks(book.ports, book.actors.reviewer, { id, version, hunks, decision: "accept" }));
}

/** Begin to publish as the editor. */
export function publish(
  book: BookAtHand,
  proposal: ProposalRecord,
  acceptAll = true,
  ports = book.ports,
): Promise<Outcome<PublicationRecord>> {
  const { id, version } = proposal;
  return publishProposal(ports, book.actors.editor, { id, version, acceptAll });
}
