import { assetAddress } from "#lib/core/book/index.ts";
import { coversPatch, type Grant, stillToSign } from "#lib/core/licence/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import {
  type Decision,
  type ImageAddition,
  isWriter,
  loneAdditions,
  type PresentHunk,
  type ProposalState,
  partiesOf,
  patchOf,
  presentFile,
  type ReferenceAddition,
  uploadAddress,
} from "#lib/core/proposal/index.ts";
import { type Conflict, hunksBetween, passagesOf, touchesPassage } from "#lib/core/prose/index.ts";
import type {
  AcceptedFile,
  BookFacts,
  CommentRecord,
  Errata,
  ErratumRecord,
  ProposalEventRecord,
  ProposalFileRecord,
  ProposalRecord,
  Proposals,
  Publications,
  PullLink,
  PullLinks,
  Reviews,
  Shelf,
} from "./ports/index.ts";

export interface ReviewedHunk extends PresentHunk {
  path: string;
  ruling: {
    decision: Decision;
    reason: string | null;
    wording: string | null;
    byName: string;
    published: boolean;
  } | null;
  /** Other open proposals that change the same passage; told to reviewers only. */
  alsoIn: { number: number; title: string; authorName: string }[];
}

/** An addition, and where an image can be seen. */
export type AdditionWithAddress = (ImageAddition & { address: string | null }) | ReferenceAddition;

/** Everything an editor needs to judge a proposal, on one page. */
export interface ProposalPage {
  proposal: ProposalRecord;
  book: { slug: string; title: string };
  files: (ProposalFileRecord & {
    chapter: { slug: string; title: string } | null;
    /** The book's text that the changes are counted from. */
    present: string;
    hunks: ReviewedHunk[];
    /** How many changes are of words that the book has changed as well. */
    clashes: number;
    /** The passages of both, for its author to settle. */
    conflicts: Conflict[];
  })[];
  /** Images and references that come with the text. */
  additions: AdditionWithAddress[];
  /** Those that are decided on by themselves, since no text changes. */
  lone: { path: string; hunk: string; addition: AdditionWithAddress; ruling: ReviewedHunk["ruling"] }[];
  comments: CommentRecord[];
  events: ProposalEventRecord[];
  grant: Grant | null;
  granted: boolean;
  /** Those who wrote along, with what they granted of the text as it stands. */
  coAuthors: { name: string; typed: boolean; grant: Grant | null }[];
  errata: ErratumRecord[];
  /** Its pull request, where the book's host has one. */
  pull: PullLink | null;
  /** Why it is still being published; null where nothing was said. */
  waiting: string | null;
  may: {
    decide: boolean;
    publish: boolean;
    /** Stop waiting for what the publication is held up by. */
    stop: boolean;
    comment: boolean;
    /** Put their own words in place of a change's. */
    touchUp: boolean;
    edit: boolean;
    /** Bring it up to a book that changed in the same words. */
    settle: boolean;
    withdraw: boolean;
    sign: boolean;
  };
}

/** One proposal by number, for its author and for reviewers; nobody else learns that it exists. */
export async function readProposal(
  ports: {
    proposals: Pick<Proposals, "find" | "grants" | "list">;
    reviews: Pick<Reviews, "rulings" | "comments" | "events">;
    shelf: Pick<Shelf, "books" | "chapter">;
    errata: Pick<Errata, "find">;
    facts: Pick<BookFacts, "files">;
    links: Pick<PullLinks, "find">;
    publications: Pick<Publications, "pending">;
  },
  actor: Actor,
  number: number,
): Promise<Outcome<ProposalPage>> {
  const missing = refuse("not-found", "There is no such proposal.");
  if (!Number.isSafeInteger(number) || number < 1 || number > 2 ** 31 - 1) return missing;
  const proposal = await ports.proposals.find({ number });
  if (!proposal) return missing;
  const resource = partiesOf(proposal);
  const owns = proposal.authorId === actor.id;
  if (
    !authorise(actor, "proposal.read", resource).ok ||
    (proposal.state === "draft" && !isWriter(proposal, actor.id))
  )
    return missing;
  const book = (await ports.shelf.books()).find((candidate) => candidate.id === proposal.bookId);
  if (!book) return missing;
  const [rulings, events] = await Promise.all([
    ports.reviews.rulings(proposal.id),
    ports.reviews.events(proposal.id),
  ]);
  const ruled = new Map(rulings.map((ruling) => [`${ruling.path}\n${ruling.hunk}`, ruling]));
  const rivals = authorise(actor, "review.queue").ok ? await openRivals(ports, proposal) : [];
  const isOpen = ["draft", "in-review", "changes-requested"].includes(proposal.state);
  const files = await Promise.all(
    proposal.files.map(async (file) => {
      const found = await ports.shelf.chapter(book.id, { path: file.path });
      const present = presentFile(file, isOpen ? (found?.chapter.source ?? null) : null);
      const own = new Set(present.hunks.map((hunk) => hunk.id));
      const reworded = rewordings(events, file.path);
      const rulingOf = (id: string) =>
        ruled.get(`${file.path}\n${id}`) ?? ruled.get(`${file.path}\n${reworded.get(id)}`) ?? null;
      // What the book has taken in already is no change against it any more; it is shown as it was proposed.
      const done = hunksBetween(file.base, file.text)
        .filter(({ id }) => !own.has(id) && rulingOf(id)?.published)
        .map((hunk) => ({ ...hunk, clash: null }));
      return {
        ...file,
        present: present.base,
        chapter: found ? { slug: found.chapter.slug, title: found.chapter.title } : null,
        conflicts: present.conflicts,
        clashes: present.hunks.filter((hunk) => hunk.clash).length,
        hunks: [...done, ...present.hunks].map((hunk) => {
          const alsoIn = rivals.filter(
            (rival) => rival.path === file.path && touchesPassage(hunk, rival.passages),
          );
          return { ...hunk, path: file.path, ruling: rulingOf(hunk.id), alsoIn };
        }),
      };
    }),
  );
  const grants = await ports.proposals.grants(proposal.id);
  const grant = grants.find(({ personId }) => personId === proposal.authorId) ?? null;
  const patch = patchOf(proposal);
  const signers = proposal.coAuthors.filter(({ typed }) => typed);
  const waiting = stillToSign(signers, grants, patch);
  const additions = await withAddresses(ports, proposal, patch.additions);
  const lone = loneAdditions(proposal).flatMap(({ path, hunk, addition }) => {
    const shown = additions.find(({ kind, sha256 }) => kind === addition.kind && sha256 === addition.sha256);
    return shown ? [{ path, hunk, addition: shown, ruling: ruled.get(`${path}\n${hunk}`) ?? null }] : [];
  });
  const errata = await Promise.all(proposal.errata.map(({ id }) => ports.errata.find({ id })));
  const inReview = proposal.state === "in-review";
  const editable: ProposalState[] = ["draft", "changes-requested"];
  const granted = coversPatch(grant, patch).ok;
  const writtenHere = proposal.origin === "colophon";
  const heldUp = proposal.state === "accepted" ? await whyWaiting(ports, proposal.id) : null;
  return ok({
    proposal,
    book: { slug: book.slug, title: book.title },
    files,
    comments: await ports.reviews.comments(proposal.id),
    events,
    grant,
    granted,
    coAuthors: proposal.coAuthors.map((each) => ({
      name: each.name,
      typed: each.typed,
      grant: waiting.includes(each)
        ? null
        : (grants.find(({ personId }) => personId === each.personId) ?? null),
    })),
    additions,
    lone,
    errata: errata.filter((erratum) => erratum !== null),
    pull: await ports.links.find(proposal.id),
    waiting: heldUp,
    may: {
      decide: inReview && authorise(actor, "proposal.decide-hunk", resource).ok,
      publish: inReview && authorise(actor, "proposal.publish", resource).ok,
      stop: heldUp !== null && authorise(actor, "proposal.publish", resource).ok,
      comment: authorise(actor, "proposal.comment", resource).ok,
      touchUp: inReview && authorise(actor, "proposal.touch-up", resource).ok,
      settle: owns && inReview && writtenHere,
      edit: writtenHere && isWriter(proposal, actor.id) && editable.includes(proposal.state),
      sign:
        inReview &&
        (waiting.some(({ personId }) => personId === actor.id) || (owns && !writtenHere && !granted)),
      withdraw: owns && ["in-review", ...editable].includes(proposal.state),
    },
  });
}

async function whyWaiting(
  ports: { publications: Pick<Publications, "pending"> },
  proposalId: string,
): Promise<string | null> {
  const pending = await ports.publications.pending();
  return pending.find((publication) => publication.proposalId === proposalId)?.problem ?? null;
}

/** Of a file's own changes, those that an editor's words took the place of, with the change that was accepted so. */
function rewordings(events: readonly ProposalEventRecord[], path: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { kind, detail } of events) {
    if (kind !== "accepted" || !Array.isArray(detail.hunks)) continue;
    for (const file of detail.hunks as AcceptedFile[]) {
      if (file.path !== path) continue;
      for (const [accepted, own] of Object.entries(file.replaced ?? {}))
        for (const id of own) found.set(id, accepted);
    }
  }
  return found;
}

/** What other proposals that wait for a decision change in the same chapters. */
async function openRivals(ports: { proposals: Pick<Proposals, "list"> }, proposal: ProposalRecord) {
  if (proposal.state !== "in-review") return [];
  const rivals = await Promise.all(
    proposal.files.map(async ({ path }) => {
      const open = await ports.proposals.list({
        bookId: proposal.bookId,
        path,
        states: ["in-review"],
        limit: 100,
      });
      return open
        .filter((each) => each.id !== proposal.id)
        .map(({ number, title, authorName, files }) => ({
          path,
          number,
          title,
          authorName,
          passages: files
            .filter((file) => file.path === path)
            .flatMap((file) => passagesOf(hunksBetween(file.base, file.text))),
        }));
    }),
  );
  return rivals.flat();
}

/** Where each image can be seen: in the book once it is there, else where it was uploaded. */
async function withAddresses(
  ports: { facts: Pick<BookFacts, "files"> },
  proposal: ProposalRecord,
  additions: readonly (ImageAddition | ReferenceAddition)[],
): Promise<ProposalPage["additions"]> {
  if (!additions.some((each) => each.kind === "image"))
    return additions.filter((each) => each.kind !== "image");
  const files = await ports.facts.files(proposal.bookId);
  return additions.map((each) => {
    if (each.kind === "reference") return each;
    const blob = proposal.state === "published" ? files.get(each.path) : undefined;
    return { ...each, address: blob ? assetAddress(blob, each.path) : uploadAddress(each) };
  });
}
