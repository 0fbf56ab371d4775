import { eventOfPull, sortChanges, stateOfPull, wordsOfPull } from "#lib/core/host/index.ts";
import { coversPatch, grantHash } from "#lib/core/licence/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type OutsideChange, type PullLink, patchOf } from "#lib/core/proposal/index.ts";
import type {
  Ids,
  People,
  Post,
  ProposalRecord,
  Proposals,
  PullAtHost,
  PullCommits,
  PulledProposals,
  PullLinks,
  Repository,
} from "../ports/index.ts";

export interface ProposalPorts {
  bookId: string;
  proposals: Pick<Proposals, "find" | "grant">;
  pulled: PulledProposals;
  commits: PullCommits;
  repository: Pick<Repository, "fetch" | "read">;
  links: Pick<PullLinks, "save">;
  people: Pick<People, "withRole">;
  post: Post;
  ids: Ids;
}

/** GitHub shows what a deleted account wrote as this one's. */
const ghost = { id: 10_137, login: "ghost" };

/** A person who acts at the same moment is let go first, this often. */
const tries = 3;

/** The proposal of a pull request, new or brought up to date; null while it is being published. */
export async function takeProposal(
  ports: ProposalPorts,
  link: PullLink | null,
  pull: PullAtHost,
): Promise<Outcome<{ proposalId: string } | null>> {
  for (let attempt = 1; ; attempt++) {
    const now = link ? await ports.proposals.find({ id: link.proposalId }) : null;
    if (now?.state === "accepted") return ok(null);
    const stored = await store(ports, now && link ? { proposal: now, link } : null, pull);
    if (stored.ok || stored.problem.code !== "proposal.stale" || attempt === tries) return stored;
  }
}

async function store(
  ports: ProposalPorts,
  known: { proposal: ProposalRecord; link: PullLink } | null,
  pull: PullAtHost,
): Promise<Outcome<{ proposalId: string }>> {
  const changes = await textsOf(ports, known, pull);
  if (!changes.ok) return changes;
  const { texts, head, base, outside, problem } = changes.value;
  const before = known ? { state: known.proposal.state, link: known.link.state } : null;
  const isNewText = known !== null && texts !== null;
  const state = stateOfPull(pull, before, isNewText);
  const words = wordsOfPull(pull);
  const link: PullLink = {
    proposalId: known?.proposal.id ?? ports.ids.next(),
    bookId: ports.bookId,
    number: pull.number,
    origin: "host",
    branch: pull.head.branch,
    base,
    head,
    shown: null,
    publication: null,
    state: pull.state,
    pageUrl: pull.pageUrl,
    outside,
    problem,
    hostUpdatedAt: pull.updatedAt,
  };
  const kind = eventOfPull(before?.state ?? null, state, isNewText);
  const author = await ports.pulled.author(pull.author ?? ghost, ports.ids.next());
  const changed =
    known === null ||
    kind !== null ||
    texts !== null ||
    known.proposal.title !== words.title ||
    known.proposal.rationale !== words.rationale ||
    !sameLink(known.link, link);
  if (!changed) {
    // Only the moment: whoever has the proposal open is not disturbed.
    const saved = await ports.links.save(link);
    return saved.ok ? ok({ proposalId: link.proposalId }) : saved;
  }
  const stored = await ports.pulled.store({
    id: link.proposalId,
    version: known?.proposal.version ?? null,
    bookId: ports.bookId,
    authorId: known?.proposal.authorId ?? author.id,
    ...words,
    state,
    texts,
    link,
    event: kind === null ? null : { kind, detail: { pull: pull.number } },
    at: known ? pull.updatedAt : pull.createdAt,
    landed: kind === "merged-at-host" && known ? await landing(ports, known.proposal, pull) : null,
  });
  if (!stored.ok) return stored;
  if (state === "in-review" && (before === null || before.state === "draft"))
    await announce(ports, stored.value.number, words.title, author.name);
  return ok({ proposalId: link.proposalId });
}

/** What the ledger says of a merge at the host; nothing where its author granted no licence of exactly that text. */
async function landing(ports: ProposalPorts, proposal: ProposalRecord, pull: PullAtHost) {
  const grant = await ports.proposals.grant(proposal.id);
  if (!grant || pull.mergeCommit === null || !coversPatch(grant, patchOf(proposal)).ok) return null;
  const paths = proposal.files.map(({ path }) => path);
  const { licence, statementSha: statement, patchSha: patch, signedAt, creditName } = grant;
  const hash = grantHash(grant);
  const { number } = proposal;
  return {
    paths,
    creditName,
    ledger: [
      {
        kind: "grant" as const,
        payload: { grant: hash, licence, statement, patch, signedAt, proposal: number },
      },
      {
        kind: "publication" as const,
        payload: { commit: pull.mergeCommit, proposal: number, paths, grant: hash, pull: pull.number },
      },
    ],
  };
}

/** Everything but the moment at the host. */
function sameLink(one: PullLink, other: PullLink): boolean {
  const parts = ({ hostUpdatedAt: _, outside, ...rest }: PullLink) =>
    JSON.stringify([
      Object.entries(rest).sort(),
      (outside ?? []).map(({ path, from, change }) => [path, from, change]),
    ]);
  return parts(one) === parts(other);
}

interface PulledTexts {
  /** Null where they are stored already. */
  texts: { baseCommit: string; files: { path: string; base: string; text: string }[] } | null;
  head: string;
  base: string | null;
  outside: OutsideChange[] | null;
  problem: string | null;
}

async function textsOf(
  ports: ProposalPorts,
  known: { proposal: ProposalRecord; link: PullLink } | null,
  pull: PullAtHost,
): Promise<Outcome<PulledTexts>> {
  if (known && (known.proposal.state === "published" || isSeen(known.link, pull))) {
    const { head, base, outside, problem } = known.link;
    return ok({ texts: null, head: head ?? pull.head.commit, base, outside, problem });
  }
  // The commit that it asks to change may be newer than what is here.
  const book = await ports.repository.fetch();
  if (!book.ok) return book;
  const from = pull.mergeCommit === null ? { commit: pull.base.commit } : { before: pull.mergeCommit };
  const fetched = await ports.commits.fetch(pull.number, from);
  if (!fetched.ok) return fetched;
  const { head, base, changes } = fetched.value;
  if (head !== pull.head.commit) {
    return refuse(
      "github.unreachable",
      "GitHub is still taking in the latest push. It is asked again later.",
    );
  }
  if (base === null) {
    const problem =
      "It has no history in common with the book’s branch as it is now. Its author has to make it anew from there.";
    return ok({
      texts: known ? null : { baseCommit: book.value.head, files: [] },
      head,
      base,
      outside: known?.link.outside ?? null,
      problem,
    });
  }
  const blobs = changes.flatMap((each) => (each.kind === "modified" ? [each.oldBlob, each.blob] : []));
  const { files, outside } = sortChanges(changes, await ports.repository.read(blobs));
  return ok({ texts: { baseCommit: base, files }, head, base, outside, problem: null });
}

/** Texts depend on the head and on where it left the book, which only a new head moves. */
function isSeen(link: PullLink, pull: PullAtHost): boolean {
  return link.head === pull.head.commit && link.base !== null;
}

async function announce(
  ports: ProposalPorts,
  number: number,
  title: string,
  authorName: string,
): Promise<void> {
  for (const person of await ports.people.withRole("editor")) {
    await ports.post.tell(
      { personId: person.id },
      {
        title: `New proposal #${number}: ${title}`,
        body: `${authorName} proposes a change to the book at GitHub: ${title}.`,
        href: `/review/${number}`,
      },
    );
  }
}
