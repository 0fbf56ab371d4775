import { type HostComment, markOf } from "#lib/core/host/index.ts";
import { coversPatch } from "#lib/core/licence/index.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type ProposalState, patchOf } from "#lib/core/proposal/index.ts";
import type {
  HostTalk,
  ProposalRecord,
  Proposals,
  PullAtHost,
  PullLinks,
  PullsAtHost,
  Reviews,
} from "../ports/index.ts";

export interface AnswerPorts {
  pulls: Pick<PullsAtHost, "sayLicence" | "close">;
  proposals: Pick<Proposals, "find" | "grant">;
  reviews: Pick<Reviews, "events">;
  hostTalk: HostTalk;
  links: Pick<PullLinks, "find">;
  /** Address of this site. */
  site: string;
}

/** Say at the host what somebody there has to know: how the licence stands, and how it ended. */
export async function answerAtHost(
  ports: AnswerPorts,
  proposalId: string,
  pull: PullAtHost,
  said: readonly HostComment[],
): Promise<Outcome<true>> {
  const proposal = await ports.proposals.find({ id: proposalId });
  if (!proposal || pull.state !== "open") return ok(true);
  const answered = isOver(proposal.state)
    ? await close(ports, proposal, pull, said)
    : await askLicence(ports, proposal, pull, said);
  // What the app was not allowed to say is no reason not to take in what it heard.
  return answered.ok || answered.problem.code !== "github.permission-missing" ? answered : ok(true);
}

const isOver = (state: ProposalState) =>
  state === "published" || state === "rejected" || state === "withdrawn";

/** One comment asks its author for the licence, and a status at the commit says whether it is there. */
async function askLicence(
  ports: AnswerPorts,
  proposal: ProposalRecord,
  pull: PullAtHost,
  said: readonly HostComment[],
): Promise<Outcome<true>> {
  if (pull.draft || proposal.files.length === 0) return ok(true);
  if (proposal.state === "changes-requested") {
    const asked = await askForChanges(ports, proposal, pull.number, said);
    if (!asked.ok) return asked;
  }
  const granted = coversPatch(await ports.proposals.grant(proposal.id), patchOf(proposal)).ok;
  const address = `${ports.site}/proposals/${proposal.number}`;
  if (!granted) {
    const asked = await sayOnce(ports, pull.number, said, "grant", askingWords(address));
    if (!asked.ok) return asked;
  }
  return ports.pulls.sayLicence(pull.head.commit, {
    state: granted ? "success" : "pending",
    description: granted ? "The author granted the licence of the book." : "Waits for the author’s licence.",
    address,
  });
}

function askingWords(address: string): string {
  return [
    "Thank you for this change to the book. It is in the editors’ queue now.",
    `Before it can be published, its author grants the licence of the book for exactly this text: **[read and sign it here](${address}#licence)** (sign in with GitHub). When the text changes, it is signed once more.`,
    `It is judged change by change, as readers will see it, at [${address}](${address}). What is said here is shown there, and the other way round.`,
  ].join("\n\n");
}

/** What the editors would like changed, said once for each time they ask. */
async function askForChanges(
  ports: AnswerPorts,
  { id }: ProposalRecord,
  number: number,
  said: readonly HostComment[],
): Promise<Outcome<true>> {
  const asked = (await ports.reviews.events(id)).findLast(({ kind }) => kind === "changes-requested");
  if (typeof asked?.detail.reason !== "string") return ok(true);
  const words = `The editors ask for changes before this is taken. It is looked at again after the next push.\n\n${asked.detail.reason.replace(/^/gmu, "> ")}`;
  return sayOnce(ports, number, said, `changes:${asked.at.getTime()}`, words);
}

/** Tell how it was decided here, and close it, unless there is something left that only the host can take. */
async function close(
  ports: AnswerPorts,
  proposal: ProposalRecord,
  pull: PullAtHost,
  said: readonly HostComment[],
): Promise<Outcome<true>> {
  const link = await ports.links.find(proposal.id);
  const rest = proposal.state === "published" && (link?.outside?.length ?? 0) > 0;
  const words = [...(await endingWords(ports, proposal))];
  if (rest) words.push("What it changes besides texts is not among it; that is decided here.");
  const told = await sayOnce(ports, pull.number, said, `end:${proposal.state}`, words.join("\n\n"));
  if (!told.ok || rest) return told;
  return ports.pulls.close(pull.number);
}

async function endingWords(ports: AnswerPorts, proposal: ProposalRecord): Promise<string[]> {
  const address = `${ports.site}/proposals/${proposal.number}`;
  const last = (kind: string) =>
    ports.reviews.events(proposal.id).then((all) => all.findLast((each) => each.kind === kind));
  if (proposal.state === "published")
    return [`The editors took this into the book: [proposal ${proposal.number}](${address}). Thank you.`];
  if (proposal.state === "withdrawn")
    return [`Its author took this back: [proposal ${proposal.number}](${address}).`];
  const reason = (await last("rejected"))?.detail.reason;
  const quoted = typeof reason === "string" ? [reason.replace(/^/gmu, "> ")] : [];
  return [`The editors did not take this: [proposal ${proposal.number}](${address}).`, ...quoted];
}

async function sayOnce(
  ports: Pick<AnswerPorts, "hostTalk">,
  number: number,
  said: readonly HostComment[],
  key: string,
  body: string,
): Promise<Outcome<true>> {
  if (said.some((comment) => markOf(comment.body) === key)) return ok(true);
  const now = await ports.hostTalk.say(number, { key, body });
  return now.ok ? ok(true) : now;
}
