import { appendReferences } from "#lib/core/book/index.ts";
import { grantHash } from "#lib/core/licence/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import {
  type Addition,
  acceptedText,
  carriedAdditions,
  partiesOf,
  presentFile,
} from "#lib/core/proposal/index.ts";
import { mergeByBlock } from "#lib/core/prose/index.ts";
import type {
  Additions,
  Clock,
  Errata,
  Post,
  Press,
  ProposalRecord,
  Proposals,
  PublicationRecord,
  Publications,
  Repository,
} from "./ports/index.ts";

interface FinishPorts {
  /** The book whose repository is at hand. */
  bookId?: string;
  publications: Publications;
  proposals: Pick<Proposals, "find" | "grants">;
  repository: Pick<Repository, "fetch" | "tree" | "read" | "findByTrailer">;
  press: Press;
  additions: Pick<Additions, "bytes">;
  errata: Pick<Errata, "find">;
  post: Post;
  clock: Clock;
}

/** How often a branch may move under us before we give the proposal back. */
const attempts = 5;

/**
 * Make the commit of a begun publication and store what follows from it. May be run any number of times, by several
 * processes: a commit that arrived earlier is found by its trailer and not made again.
 */
export async function finishPublication(
  ports: FinishPorts,
  id: string,
): Promise<Outcome<{ commit: string }>> {
  const publication = await ports.publications.find(id);
  if (!publication) return refuse("not-found", "There is no such publication.");
  if (publication.state === "done" && publication.commit) return ok({ commit: publication.commit });
  if (publication.state === "failed")
    return refuse("publish.refused", publication.problem ?? "It was given back.");
  const proposal = await ports.proposals.find({ id: publication.proposalId });
  if (!proposal) return refuse("not-found", "There is no such proposal.");

  const elsewhere = ports.bookId !== undefined && proposal.bookId !== ports.bookId;
  const made = elsewhere
    ? refuse("publish.refused", "This proposal belongs to a book that this site does not keep any more.")
    : await makeCommit(ports, publication, proposal);
  if (!made.ok) {
    // A remote that is away is no verdict: the job tries again later.
    if (made.problem.code === "book.unreachable") return made;
    await ports.publications.fail(id, made.problem.message);
    await ports.post.tell(
      { personId: publication.byId },
      {
        title: `Proposal #${proposal.number} could not be published`,
        body: made.problem.message,
        href: `/review/${proposal.number}`,
      },
    );
    return made;
  }
  const stored = await store(ports, publication, proposal, made.value.commit);
  return stored.ok ? made : stored;
}

async function makeCommit(
  ports: FinishPorts,
  publication: PublicationRecord,
  proposal: ProposalRecord,
): Promise<Outcome<{ commit: string }>> {
  const { plan } = publication;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const fetched = await ports.repository.fetch();
    if (!fetched.ok) return fetched;
    const arrived = await ports.repository.findByTrailer("Publication-Id", publication.id);
    if (arrived) return ok({ commit: arrived });
    const changes = await mergeOnto(ports, fetched.value.head, proposal, publication);
    if (!changes.ok) return changes;
    const pushed = await ports.press.publish({
      base: fetched.value.head,
      changes: changes.value,
      author: { ...plan.author, date: plan.date },
      committer: { ...plan.editor, date: plan.date },
      message: plan.message,
    });
    if (pushed.ok || pushed.problem.code !== "publish.branch-moved") return pushed;
  }
  return refuse(
    "publish.branch-moved",
    "The book kept changing while this was being published; please try again.",
  );
}

/** The accepted hunks, merged onto the book's present text of each file. */
async function mergeOnto(
  ports: FinishPorts,
  head: string,
  proposal: ProposalRecord,
  publication: PublicationRecord,
): Promise<Outcome<FileChange[]>> {
  const tree = new Map((await ports.repository.tree(head)).map((entry) => [entry.path, entry.blob]));
  const texts: { path: string; text: string }[] = [];
  for (const { path, hunks, onto, wordings } of publication.plan.accepted) {
    const file = proposal.files.find((candidate) => candidate.path === path);
    const blob = tree.get(path);
    if (!file || !blob) {
      return refuse("proposal.conflict", `The book no longer has the file this changes (${path}).`, path);
    }
    const present = textOf((await ports.repository.read([blob])).get(blob));
    if (present === null) {
      return refuse(
        "proposal.conflict",
        `What the book has at ${path} now is no text that can be changed here. Put the file right first.`,
        path,
      );
    }
    // The changes were judged against the text that the book had then.
    const judged = onto ? textOf((await ports.repository.read([onto])).get(onto)) : null;
    if (onto && judged === null)
      return refuse("proposal.conflict", "The text this was decided on is gone. Please decide again.", path);
    const standing = presentFile(file, judged);
    const merged = mergeByBlock(standing.base, acceptedText(standing, hunks, wordings), present);
    if (merged.conflicts.length > 0) {
      return refuse(
        "proposal.conflict",
        "The book has changed in the same words since this was written. Ask its author to update it, or edit it yourself.",
        path,
      );
    }
    texts.push({ path, text: merged.text });
  }
  // What was added goes along with the first text that refers to it.
  const carried = carriedAdditions(proposal.additions, texts, proposal.bookRoot);
  const added = await addFiles(ports, tree, carried);
  if (!added.ok) return added;
  return ok([...texts.map(({ path, text }) => ({ path, content: text })), ...added.value]);
}

interface FileChange {
  path: string;
  content: string | Uint8Array;
}

/** New images, and bibliographies with new entries at their end; what the book has already is left alone. */
async function addFiles(
  ports: FinishPorts,
  tree: ReadonlyMap<string, string>,
  additions: readonly Addition[],
): Promise<Outcome<FileChange[]>> {
  const changes: FileChange[] = [];
  const references = new Map<string, { key: string; text: string }[]>();
  for (const addition of additions) {
    const { path } = addition;
    if (addition.kind === "reference") {
      references.set(path, [...(references.get(path) ?? []), addition]);
      continue;
    }
    const content = await ports.additions.bytes(addition);
    if (!content) return refuse("proposal.conflict", `The image for ${path} is not stored any more.`, path);
    const blob = tree.get(path);
    const present = blob && (await ports.repository.read([blob])).get(blob);
    if (blob === undefined) changes.push({ path, content });
    else if (!present || !sameBytes(present, content)) {
      return refuse(
        "proposal.conflict",
        `The book has another file at ${path} now. Ask the author to add the image again, which gives it another name.`,
        path,
      );
    }
  }
  for (const [path, entries] of references) {
    const blob = tree.get(path);
    const present = blob === undefined ? null : textOf((await ports.repository.read([blob])).get(blob));
    if (present === null) {
      return refuse("proposal.conflict", `The book has no bibliography ${path} that can be added to.`, path);
    }
    const longer = appendReferences(present, entries);
    if (!longer.ok) return longer;
    if (longer.value !== present) changes.push({ path, content: longer.value });
  }
  return ok(changes);
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && one.every((byte, at) => byte === other[at]);
}

/** Bytes as text, exactly; null for what is too large to be read or not UTF-8. */
function textOf(bytes: Uint8Array | undefined): string | null {
  if (!bytes) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

async function store(
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
  const stored = await ports.publications.complete(publication.id, {
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
    at,
  });
  if (!stored.ok) return stored;
  if (stored.value.first) await thank(ports, proposal, whole);
  return ok(true);
}

async function thank(ports: FinishPorts, proposal: ProposalRecord, whole: boolean): Promise<void> {
  for (const personId of [proposal.authorId, ...partiesOf(proposal).signerIds]) {
    await ports.post.tell(
      { personId },
      {
        title: whole
          ? `Your proposal #${proposal.number} is published`
          : `Part of your proposal #${proposal.number} is published`,
        body: whole
          ? "Thank you: your words are in the book now, with your name."
          : "Thank you: part of your change is in the book now, with your name. The rest is still being looked at.",
        href: `/proposals/${proposal.number}`,
      },
    );
  }
  for (const { id } of whole ? proposal.errata : []) {
    const erratum = await ports.errata.find({ id });
    if (erratum?.reporterMail) {
      await ports.post.tell(
        { email: erratum.reporterMail },
        {
          title: `The error you reported (#${erratum.number}) is corrected`,
          body: `Thank you for your report on “${erratum.chapterTitle}”. The correction has been published.`,
          href: `/errata/${erratum.number}`,
        },
      );
    }
  }
}
