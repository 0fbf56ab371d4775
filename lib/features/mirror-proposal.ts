import { commitAddress, parseTrailers, sha256Hex } from "#lib/core/licence/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import {
  type CommitFile,
  carriedAdditions,
  commitChanges,
  newPullLink,
  type PullLink,
  patchOf,
  platform,
  presentFile,
  pullRequestBody,
  readText,
  shownMessage,
} from "#lib/core/proposal/index.ts";
import type {
  Additions,
  CommitDraft,
  HostPull,
  People,
  Press,
  ProposalRecord,
  Proposals,
  PullLinks,
  PullRequests,
  Repository,
} from "./ports/index.ts";

interface MirrorPorts {
  bookId: string;
  proposals: Pick<Proposals, "find" | "grants">;
  people: Pick<People, "find">;
  additions: Pick<Additions, "bytes">;
  repository: Pick<Repository, "fetch" | "tree" | "read">;
  press: Press;
  links: PullLinks;
  pulls: PullRequests;
  /** Address of this site. */
  site: string;
}

/**
 * Bring what the book's host shows of a proposal to what it is now: a branch with one commit of its author, and a pull
 * request. Says what it should be, not what happened, so it may run late, twice or after a crash. Passing problems are
 * the host's; what needs a person is noted at the link.
 */
export async function mirrorProposal(
  ports: MirrorPorts,
  id: string,
): Promise<Outcome<"absent" | "shown" | "closed">> {
  const proposal = await ports.proposals.find({ id });
  if (!proposal || proposal.bookId !== ports.bookId || proposal.state === "draft") return ok("absent");
  const link = await ports.links.find(id);
  if (link?.origin === "host") return ok("absent");
  switch (proposal.state) {
    case "in-review":
      return show(ports, proposal, link);
    case "published":
    case "rejected":
    case "withdrawn":
      return link?.number ? close(ports, proposal, link) : ok("absent");
    default:
      // Its author is at work on it, or it is being published: what is shown stays.
      return ok(link ? "shown" : "absent");
  }
}

async function show(
  ports: MirrorPorts,
  proposal: ProposalRecord,
  known: PullLink | null,
): Promise<Outcome<"shown">> {
  const seen = known?.number ? await ports.pulls.read(known.number) : null;
  if (seen && !seen.ok) return seen;
  const now = known && seen ? { ...known, ...standing(seen.value) } : known;
  // Somebody closed it at the host: that is a decision, which comes in by another way.
  if (now?.state === "closed") return ok("shown");
  // Where a part was merged by way of a pull request, the rest has one of its own.
  let link = now && now.state !== "merged" ? now : newPullLink(proposal, now);
  const fetched = await ports.repository.fetch();
  if (!fetched.ok) return fetched;
  const { head, branch: base } = fetched.value;
  const changes = await changesOn(ports, proposal, head);
  if (!changes.ok) return settle(ports, link, changes.problem.message);
  const shown = hashOf(changes.value);
  if (changes.value.length > 0 && (link.shown !== shown || link.head === null)) {
    const pushed = await push(ports, link, await draftOf(ports, proposal, head, changes.value), proposal.id);
    if (!pushed.ok) {
      return pushed.problem.code === "book.unreachable"
        ? pushed
        : settle(ports, link, pushed.problem.message);
    }
    link = { ...link, base: head, head: pushed.value, shown, problem: null };
    await ports.links.save(link);
  }
  if (link.head === null) return settle(ports, link, "Nothing of it differs from the book any more.");
  const said = await wordsOf(ports, proposal, null);
  const shownNow = link.number === null ? null : (seen?.value ?? null);
  const pull = await opened(ports.pulls, link, shownNow, said, base);
  if (!pull.ok) {
    return pull.problem.code === "github.refused" ? settle(ports, link, pull.problem.message) : pull;
  }
  await ports.links.save({ ...link, ...standing(pull.value), problem: null });
  return ok("shown");
}

/** The pull request, with the words it should have. */
async function opened(
  pulls: PullRequests,
  link: PullLink,
  pull: HostPull | null,
  said: { title: string; body: string },
  base: string,
): Promise<Outcome<HostPull>> {
  if (!pull) return pulls.open({ ...said, branch: link.branch, base });
  const same = pull.title === said.title && pull.body.replace(/\r\n/gu, "\n") === said.body;
  return same ? ok(pull) : pulls.change(pull.number, said);
}

async function close(
  ports: MirrorPorts,
  proposal: ProposalRecord,
  link: PullLink,
): Promise<Outcome<"closed">> {
  if (link.number === null || link.state !== "open") return ok("closed");
  const pull = await ports.pulls.read(link.number);
  if (!pull.ok) return pull;
  let { value } = pull;
  if (value.state === "open") {
    const { body } = await wordsOf(ports, proposal, proposal.state === "published" ? "the book" : null);
    const closed = await ports.pulls.change(link.number, { state: "closed", body });
    if (!closed.ok) return closed;
    value = closed.value;
  }
  await ports.links.save({ ...link, ...standing(value), problem: null });
  return ok("closed");
}

function standing(pull: HostPull): Pick<PullLink, "number" | "state" | "pageUrl"> {
  return { number: pull.number, state: pull.state, pageUrl: pull.pageUrl };
}

/** What only a person can put right stays written at the link; asking again would not help. */
async function settle(ports: MirrorPorts, link: PullLink, problem: string): Promise<Outcome<"shown">> {
  await ports.links.save({ ...link, problem });
  return ok("shown");
}

/** The proposal on the book's present files. */
async function changesOn(
  ports: MirrorPorts,
  proposal: ProposalRecord,
  head: string,
): Promise<Outcome<CommitFile[]>> {
  const tree = new Map((await ports.repository.tree(head)).map((entry) => [entry.path, entry.blob]));
  const { files, additions } = patchOf(proposal);
  const read = await ports.repository.read(
    [...files, ...additions].flatMap(({ path }) => tree.get(path) ?? []),
  );
  const present = new Map(
    [...files, ...additions].flatMap(({ path }) => {
      const blob = tree.get(path);
      return blob === undefined ? [] : [[path, read.get(blob) ?? null] as const];
    }),
  );
  const texts: { path: string; text: string }[] = [];
  for (const file of files) {
    const now = readText(present.get(file.path));
    if (now === null)
      return refuse("proposal.conflict", `The book has no text at ${file.path} any more.`, file.path);
    const { text } = presentFile(file, now);
    if (text !== now) texts.push({ path: file.path, text });
  }
  const images = new Map<string, Uint8Array>();
  const carried = files.length === 0 ? additions : carriedAdditions(additions, texts, proposal.bookRoot);
  for (const image of carried) {
    const bytes = image.kind === "image" ? await ports.additions.bytes(image) : null;
    if (bytes) images.set(image.sha256, bytes);
  }
  return commitChanges(texts, carried, present, images);
}

function hashOf(changes: readonly CommitFile[]): string {
  return sha256Hex(
    JSON.stringify(
      changes.map(({ path, content }) => [
        path,
        // An image is named by what it holds; its length tells it from another one at the same path.
        typeof content === "string" ? sha256Hex(content) : content.byteLength,
      ]),
    ),
  );
}

async function draftOf(
  ports: MirrorPorts,
  proposal: ProposalRecord,
  base: string,
  changes: CommitFile[],
): Promise<CommitDraft> {
  const grants = await ports.proposals.grants(proposal.id);
  const people = await Promise.all(grants.map(({ personId }) => ports.people.find(personId)));
  const writers = grants.flatMap(({ creditName: name }, at) => {
    const person = people[at];
    return person ? [{ name, email: commitAddress(person) }] : [];
  });
  const date = (proposal.submittedAt ?? proposal.createdAt).toISOString();
  const [author = platform, ...coAuthors] = writers;
  const licences = [...new Set(grants.map(({ licence }) => licence))];
  return {
    base,
    changes,
    author: { ...author, date },
    committer: { ...platform, date },
    message: shownMessage(proposal, licences, coAuthors),
  };
}

/** Move the branch, which is ours as long as only we have moved it. Resolves to the commit it is at. */
async function push(
  ports: MirrorPorts,
  link: PullLink,
  draft: CommitDraft,
  proposalId: string,
): Promise<Outcome<string>> {
  const first = await ports.press.publish({ ...draft, branch: link.branch, expected: link.head });
  if (first.ok) return ok(first.value.commit);
  if (first.problem.code !== "publish.branch-moved") return first;
  const there = await ports.press.standing(link.branch);
  if (!there.ok) return there;
  const own =
    there.value?.committer === platform.email &&
    parseTrailers(there.value.message).some(
      ([name, value]) => name === "Proposal-Id" && value === proposalId,
    );
  if (there.value && !own) {
    return refuse(
      "publish.refused",
      `Somebody else has changed the branch ${link.branch} at the book’s host. Colophon leaves it as it is; what stands here is what will be published.`,
    );
  }
  // Left by an earlier run that could not note it.
  const again = await ports.press.publish({
    ...draft,
    branch: link.branch,
    expected: there.value?.commit ?? null,
  });
  return again.ok ? ok(again.value.commit) : again;
}

async function wordsOf(
  ports: MirrorPorts,
  proposal: ProposalRecord,
  published: string | null,
): Promise<{ title: string; body: string }> {
  const grants = await ports.proposals.grants(proposal.id);
  const sources = proposal.files.flatMap((file) => file.assistance.map(({ source }) => source));
  const body = pullRequestBody({
    ...proposal,
    authors: grants.length > 0 ? grants.map(({ creditName }) => creditName) : [proposal.authorName],
    licences: [...new Set(grants.map(({ licence }) => licence))],
    assistants: [...new Set(sources)]
      .filter((each) => each.startsWith("model:"))
      .map((each) => each.slice(6)),
    errata: proposal.errata.map(({ number }) => number),
    published,
    site: ports.site,
  });
  return { title: proposal.title.slice(0, 200) || `Proposal ${proposal.number}`, body };
}
