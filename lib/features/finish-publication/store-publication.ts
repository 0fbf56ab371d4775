import { grantHash } from "#lib/core/licence/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import { partiesOf } from "#lib/core/proposal/index.ts";
import type { Letter, ProposalRecord, PublicationRecord } from "../ports/index.ts";
import type { FinishPorts } from "./finish-ports.ts";

/** Store all that follows from the commit, once, and thank those it came from. */
export async function storePublication(
  ports: FinishPorts,
  publication: PublicationRecord,
  proposal: ProposalRecord,
  commit: string,
): Promise<Outcome<true>> {
  const { plan } = publication;
  const coAuthors = plan.coAuthors ?? [];
  const hashes = new Set([plan.grantHash, ...coAuthors.map((each) => each.grantHash)]);
  const grants = (await ports.proposals.grants(proposal.id)).filter((each) => hashes.has(grantHash(each)));
  const at = ports.clock.now();
  const whole = plan.rest === 0;
  const paths = plan.accepted.map((file) => file.path);
  return ports.publications.complete(publication.id, {
    commit,
    state: whole ? "published" : "in-review",
    paths,
    creditNames: [plan.author.name, ...coAuthors.map(({ name }) => name)],
    ledger: [
      ...grants.map((grant) => ({
        kind: "grant" as const,
        payload: {
          grant: grantHash(grant),
          licence: grant.licence,
          statement: grant.statementSha,
          patch: grant.patchSha,
          signedAt: grant.signedAt,
          proposal: proposal.number,
        },
      })),
      {
        kind: "publication",
        payload: {
          commit,
          proposal: proposal.number,
          paths,
          grant: plan.grantHash,
          ...(coAuthors.length > 0 ? { grants: [...hashes] } : {}),
          ...(plan.accepted.some((file) => file.wordings) ? { editedBy: plan.editor.name } : {}),
        },
      },
      ...(whole ? proposal.errata : []).map((erratum) => ({
        kind: "erratum-closed" as const,
        payload: { erratum: erratum.number, commit },
      })),
    ],
    letters: await thanks(ports, proposal, whole),
    at,
  });
}

/** To everybody who wrote it, and to those whose reports it answers. */
async function thanks(ports: FinishPorts, proposal: ProposalRecord, whole: boolean): Promise<Letter[]> {
  const writers = new Set([proposal.authorId, ...partiesOf(proposal).signerIds]);
  const letters: Letter[] = [...writers].map((personId) => ({
    to: { personId },
    title: whole
      ? `Your proposal #${proposal.number} is published`
      : `Part of your proposal #${proposal.number} is published`,
    body: whole
      ? "Thank you: your words are in the book now, with your name."
      : "Thank you: part of your change is in the book now, with your name. The rest is still being looked at.",
    href: `/proposals/${proposal.number}`,
  }));
  for (const { id } of whole ? proposal.errata : []) {
    const erratum = await ports.errata.find({ id });
    if (!erratum?.reporterMail) continue;
    letters.push({
      to: { email: erratum.reporterMail },
      title: `The error you reported (#${erratum.number}) is corrected`,
      body: `Thank you for your report on “${erratum.chapterTitle}”. The correction has been published.`,
      href: `/errata/${erratum.number}`,
    });
  }
  return letters;
}
