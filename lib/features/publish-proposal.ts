import { z } from "zod";
import { identifier, parseInput } from "#lib/core/input.ts";
import {
  commitAddress,
  commitMessage,
  coversPatch,
  type Grant,
  grantHash,
  jointLicence,
  stillToSign,
  type Trailer,
} from "#lib/core/licence/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import {
  isWriter,
  loneAdditions,
  nextState,
  originsOf,
  partiesOf,
  patchOf,
  presentFile,
} from "#lib/core/proposal/index.ts";
import { withNeeds } from "#lib/core/prose/index.ts";
import type {
  AcceptedFile,
  Clock,
  Ids,
  People,
  ProposalRecord,
  Proposals,
  PublicationRecord,
  Publications,
  Reviews,
  Shelf,
} from "./ports/index.ts";

const PublishProposal = z.strictObject({
  id: identifier,
  version: z.int().positive(),
  /** Accept every hunk nobody has decided yet. */
  acceptAll: z.boolean().default(false),
});

/**
 * Begin to publish the accepted hunks. Checks the grant against the exact patch, stores everything the commit is made
 * of, and queues the job that makes it; a crash from here on is finished by that job.
 */
export async function publishProposal(
  ports: {
    proposals: Pick<Proposals, "find" | "grants">;
    reviews: Pick<Reviews, "rulings" | "rule">;
    shelf: Pick<Shelf, "chapter">;
    publications: Pick<Publications, "begin">;
    people: Pick<People, "find">;
    clock: Clock;
    ids: Ids;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<PublicationRecord>> {
  const input = parseInput(PublishProposal, raw);
  if (!input.ok) return input;
  const { id, version, acceptAll } = input.value;
  const proposal = await ports.proposals.find({ id });
  // A draft is its author's alone until it is sent.
  if (!proposal || (proposal.state === "draft" && !isWriter(proposal, actor.id)))
    return refuse("not-found", "There is no such proposal.");
  const ruling = authorise(actor, "proposal.publish", partiesOf(proposal));
  if (!ruling.ok) return ruling;
  const state = nextState(proposal.state, "accept");
  if (!state.ok) return state;
  const granted = await checkGrants(ports, proposal);
  if (!granted.ok) return granted;
  const { grant, others } = granted.value;

  const chosen = await chooseHunks(ports, proposal, actor, acceptAll);
  if (!chosen.ok) return chosen;
  const choice = chosen.value;
  if (choice.accepted.length === 0) {
    return refuse("proposal.empty", "No change is accepted yet; accept at least one to publish.");
  }
  const [author, editor] = await Promise.all([
    ports.people.find(proposal.authorId),
    ports.people.find(actor.id ?? ""),
  ]);
  if (!author || !editor) return refuse("not-found", "The account behind this is gone.");
  const writers = await Promise.all(others.map(({ personId }) => ports.people.find(personId)));
  const coAuthors = others.flatMap((each, at) => {
    const person = writers[at];
    return person
      ? [{ name: each.creditName, email: commitAddress(person), grantHash: grantHash(each) }]
      : [];
  });
  if (coAuthors.length < others.length) return refuse("not-found", "The account behind this is gone.");
  const publicationId = ports.ids.next();
  const trailers: Trailer[] = [
    ["Proposal", String(proposal.number)],
    ["Licence", jointLicence([grant, ...others])],
    ...[grant, ...others].map((each) => ["Grant", grantHash(each)] as const),
    ...[...new Set([grant, ...others].map((each) => each.statementSha))].map(
      (sha) => ["Statement", sha] as const,
    ),
    ...proposal.errata.map((erratum) => ["Erratum", String(erratum.number)] as const),
    ...(choice.accepted.some((file) => file.wordings) ? [["Edited-by", editor.name] as const] : []),
    ...assistants(proposal).map((tool) => ["Assisted-by", tool] as const),
    ["Publication-Id", publicationId],
    ...coAuthors.map(({ name, email }) => ["Co-authored-by", `${name} <${email}>`] as const),
  ];
  return ports.publications.begin(
    {
      id: publicationId,
      proposalId: id,
      state: "pending",
      commit: null,
      problem: null,
      byId: editor.id,
      plan: {
        accepted: choice.accepted,
        rest: choice.rest,
        author: { name: grant.creditName, email: commitAddress(author) },
        editor: { name: editor.name, email: commitAddress(editor) },
        date: ports.clock.now().toISOString(),
        message: commitMessage(proposal.title, proposal.rationale, trailers),
        grantHash: grantHash(grant),
        ...(coAuthors.length > 0 ? { coAuthors } : {}),
      },
    },
    version,
  );
}

/** The grants of everybody who wrote it, each over exactly this patch. */
async function checkGrants(
  ports: { proposals: Pick<Proposals, "grants"> },
  proposal: ProposalRecord,
): Promise<Outcome<{ grant: Grant; others: Grant[] }>> {
  const grants = await ports.proposals.grants(proposal.id);
  const patch = patchOf(proposal);
  const grant = grants.find(({ personId }) => personId === proposal.authorId) ?? null;
  const covered = coversPatch(grant, patch);
  if (!covered.ok) return covered;
  if (!grant)
    return refuse("proposal.not-granted", "This proposal has no licence grant, so it cannot be published.");
  const signers = proposal.coAuthors.filter(({ typed }) => typed);
  const waiting = stillToSign(signers, grants, patch).map(({ name }) => name);
  if (waiting.length > 0) {
    return refuse(
      "proposal.not-granted",
      `It waits for the licence of ${waiting.join(", ")}, who wrote it too. They were asked for it.`,
    );
  }
  const ids = new Set(signers.map(({ personId }) => personId));
  return ok({ grant, others: grants.filter(({ personId }) => ids.has(personId)) });
}

/** The accepted hunks and lone additions that are not in the book yet, by file, and how many stay undecided. */
async function chooseHunks(
  ports: { reviews: Pick<Reviews, "rulings" | "rule">; shelf: Pick<Shelf, "chapter"> },
  proposal: ProposalRecord,
  actor: Actor,
  acceptAll: boolean,
): Promise<Outcome<{ accepted: AcceptedFile[]; rest: number }>> {
  const rulings = await ports.reviews.rulings(proposal.id);
  const ruled = new Map(rulings.map((ruling) => [`${ruling.path}\n${ruling.hunk}`, ruling]));
  let rest = 0;
  const accepted: AcceptedFile[] = [];
  for (const file of proposal.files) {
    const { path } = file;
    const chapter = (await ports.shelf.chapter(proposal.bookId, { path }))?.chapter;
    const present = presentFile(file, chapter?.source ?? null);
    const all = present.hunks;
    const published = all.filter((hunk) => ruled.get(`${path}\n${hunk.id}`)?.published).map(({ id }) => id);
    const hunks: string[] = [];
    for (const hunk of all) {
      const ruling = ruled.get(`${path}\n${hunk.id}`);
      if (ruling?.published) continue;
      if (ruling?.decision === "accept") hunks.push(hunk.id);
      // What to do where the book says something else now is never decided in bulk.
      else if (!ruling && acceptAll && !hunk.clash) {
        const taken = { path, hunk: hunk.id, decision: "accept", reason: null, wording: null } as const;
        await ports.reviews.rule(proposal.id, taken, actor.id ?? "");
        hunks.push(hunk.id);
      } else if (!ruling) rest++;
    }
    if (hunks.length === 0) continue;
    // A hunk that leans on another one (the closing fence of a box, a new label) brings it along.
    const whole = withNeeds(all, hunks).filter((id) => !published.includes(id));
    if (whole.some((id) => ruled.get(`${path}\n${id}`)?.decision === "reject")) {
      return refuse(
        "proposal.wrong-state",
        "An accepted change only makes sense together with one that you did not take. Take both or neither.",
        path,
      );
    }
    const unsettled = all.find((hunk) => hunk.clash && whole.includes(hunk.id));
    if (unsettled && (ruled.get(`${path}\n${unsettled.id}`)?.wording ?? null) === null) {
      return refuse(
        "proposal.conflict",
        "The book has changed in the same words as an accepted change. Choose first what shall stand there.",
        path,
      );
    }
    rest -= whole.filter((id) => !hunks.includes(id) && !ruled.has(`${path}\n${id}`)).length;
    const wordings = whole.flatMap((id) => {
      const wording = ruled.get(`${path}\n${id}`)?.wording ?? null;
      return wording === null ? [] : [[id, wording] as const];
    });
    accepted.push({
      path,
      hunks: whole,
      ...(chapter?.blob && chapter.source !== null && chapter.source !== file.base
        ? { onto: chapter.blob }
        : {}),
      ...(wordings.length > 0
        ? {
            wordings: Object.fromEntries(wordings),
            replaced: Object.fromEntries(wordings.map(([id]) => [id, originsOf(file, present, [id])])),
          }
        : {}),
    });
  }
  for (const { path, hunk } of loneAdditions(proposal)) {
    const ruling = ruled.get(`${path}\n${hunk}`);
    if (ruling?.published || ruling?.decision === "reject") continue;
    if (!ruling && !acceptAll) {
      rest++;
      continue;
    }
    if (!ruling) {
      const taken = { path, hunk, decision: "accept", reason: null, wording: null } as const;
      await ports.reviews.rule(proposal.id, taken, actor.id ?? "");
    }
    const known = accepted.find((each) => each.lone && each.path === path);
    if (known) known.hunks.push(hunk);
    else accepted.push({ path, hunks: [hunk], lone: true });
  }
  return ok({ accepted, rest });
}

/** The models that helped, once each. */
function assistants(proposal: ProposalRecord): string[] {
  const sources = proposal.files.flatMap((file) => file.assistance.map((item) => item.source));
  return [...new Set(sources.filter((source) => source.startsWith("model:")))].map((source) =>
    source.slice(6),
  );
}
