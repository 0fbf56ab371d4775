import { z } from "zod";
import { identifier, parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { isEditable, partiesOf } from "#lib/core/proposal/index.ts";
import type { CoAuthors, Ids, Post, ProposalRecord, Proposals, Shelf } from "./ports/index.ts";

const gone = refuse("not-found", "This draft does not exist any more.");
const ended = refuse(
  "not-found",
  "This invitation is not valid any more. Ask whoever sent it for a new one.",
);

interface SharePorts {
  proposals: Pick<Proposals, "find">;
  coAuthors: CoAuthors;
  ids: Ids;
}

async function own(ports: SharePorts, actor: Actor, id: string): Promise<Outcome<ProposalRecord>> {
  const draft = await ports.proposals.find({ id });
  if (!draft || !authorise(actor, "draft.invite", partiesOf(draft)).ok) return gone;
  return isEditable(draft.state)
    ? ok(draft)
    : refuse("proposal.wrong-state", "This proposal is with the editor now, so its text cannot change.");
}

/** The secret of the link by which others join in; the one there is, unless `renew` asks for another. */
export async function inviteToDraft(
  ports: SharePorts,
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ key: string }>> {
  const input = parseInput(z.strictObject({ id: identifier, renew: z.boolean().default(false) }), raw);
  if (!input.ok) return input;
  const draft = await own(ports, actor, input.value.id);
  if (!draft.ok) return draft;
  const known = draft.value.shareKey;
  if (known !== null && !input.value.renew) return ok({ key: known });
  const key = ports.ids.secret();
  await ports.coAuthors.setKey(draft.value.id, key);
  return ok({ key });
}

/** End the part of somebody who writes along, and the link they came by. What they wrote stays, and so does their name. */
export async function removeCoAuthor(ports: SharePorts, actor: Actor, raw: unknown): Promise<Outcome<true>> {
  const input = parseInput(z.strictObject({ id: identifier, personId: identifier }), raw);
  if (!input.ok) return input;
  const draft = await own(ports, actor, input.value.id);
  if (!draft.ok) return draft;
  await ports.coAuthors.setKey(draft.value.id, ports.ids.secret());
  await ports.coAuthors.leave(draft.value.id, input.value.personId);
  return ok(true);
}

/** Stop writing along. */
export async function leaveDraft(ports: SharePorts, actor: Actor, raw: unknown): Promise<Outcome<true>> {
  const input = parseInput(z.strictObject({ id: identifier }), raw);
  if (!input.ok) return input;
  const draft = await ports.proposals.find({ id: input.value.id });
  if (!draft || actor.id === null || !authorise(actor, "draft.leave", partiesOf(draft)).ok) return gone;
  await ports.coAuthors.leave(draft.id, actor.id);
  return ok(true);
}

/** What a link invites to. */
export interface Invitation {
  proposalId: string;
  authorName: string;
  book: string;
  chapter: { slug: string; title: string };
  /** Whether the actor writes it already. */
  joined: boolean;
}

async function invitation(
  ports: { coAuthors: CoAuthors; shelf: Pick<Shelf, "books" | "chapter"> },
  actor: Actor,
  key: string,
): Promise<Outcome<Invitation>> {
  const ruling = authorise(actor, "draft.join");
  if (!ruling.ok) return ruling;
  if (!/^[\w-]{16,100}$/u.test(key)) return ended;
  const draft = await ports.coAuthors.findByKey(key);
  const path = draft?.files[0]?.path;
  if (!draft || path === undefined || !isEditable(draft.state)) return ended;
  const book = (await ports.shelf.books()).find(({ id }) => id === draft.bookId);
  const found = book && (await ports.shelf.chapter(book.id, { path }));
  if (!book || !found) return ended;
  return ok({
    proposalId: draft.id,
    authorName: draft.authorName,
    book: book.slug,
    chapter: { slug: found.chapter.slug, title: found.chapter.title },
    joined: authorise(actor, "draft.save", partiesOf(draft)).ok,
  });
}

/** What somebody is invited to, before they take part. */
export async function readInvitation(
  ports: { coAuthors: CoAuthors; shelf: Pick<Shelf, "books" | "chapter"> },
  actor: Actor,
  key: string,
): Promise<Outcome<Invitation>> {
  return invitation(ports, actor, key);
}

/** Take part in what a link invites to. Its author is told. */
export async function joinDraft(
  ports: {
    coAuthors: CoAuthors;
    proposals: Pick<Proposals, "find">;
    shelf: Pick<Shelf, "books" | "chapter">;
    post: Post;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<Invitation>> {
  const input = parseInput(z.strictObject({ key: typed(100) }), raw);
  if (!input.ok) return input;
  const invited = await invitation(ports, actor, input.value.key);
  if (!invited.ok || invited.value.joined || actor.id === null) return invited;
  const { proposalId, book, chapter } = invited.value;
  if (!(await ports.coAuthors.join(proposalId, input.value.key, actor.id))) return ended;
  const draft = await ports.proposals.find({ id: proposalId });
  if (draft) {
    await ports.post.tell(
      { personId: draft.authorId },
      {
        title: `${actor.name} writes along with you`,
        body: `${actor.name} took your invitation to work on “${chapter.title}” together.`,
        href: `/propose/${book}/${chapter.slug}`,
      },
    );
  }
  return ok({ ...invited.value, joined: true });
}
