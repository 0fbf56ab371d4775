import { isOwnBranch } from "#lib/core/host/index.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { PullLink } from "#lib/core/proposal/index.ts";
import type { HostStandings, PullAtHost, PullLinks, PullsAtHost } from "../ports/index.ts";
import { type AnswerPorts, answerAtHost } from "./answer-at-host.ts";
import { type ProposalPorts, takeProposal } from "./take-proposal.ts";
import { type TalkPorts, takeTalk } from "./take-talk.ts";

export type Taken = "none" | "shown" | "taken" | "busy";

type Ports = ProposalPorts &
  TalkPorts &
  AnswerPorts & {
    bookId: string;
    pulls: Pick<PullsAtHost, "read" | "sayLicence" | "close">;
    links: PullLinks;
    standings: Pick<HostStandings, "find">;
  };

/**
 * Bring a proposal to what its pull request is now at the host, and tell the host what was decided here. It looks at the
 * pull request itself, so it may run late, twice, in any order or after a crash. "none": no concern of ours; "shown": one
 * that shows a proposal from here, of which only state and comments come in; "busy": it is being published, and this is
 * to be asked again later.
 */
export async function takePullRequest(ports: Ports, number: number): Promise<Outcome<Taken>> {
  const standing = await ports.standings.find(ports.bookId);
  if (!standing) return ok("none");
  const read = await ports.pulls.read(number);
  if (!read.ok) return read.problem.code === "github.not-found" ? ok("none") : read;
  const pull = read.value;
  const link = await ports.links.findByNumber(ports.bookId, number);
  if (link?.origin === "colophon") return takeShown(ports, link, pull);
  if (pull.head.own && isOwnBranch(pull.head.branch)) return ok("none");
  if (!link && !isOurConcern(pull, standing)) return ok("none");
  const taken = await takeProposal(ports, link, turned(pull, standing.branch));
  if (!taken.ok || taken.value === null) return taken.ok ? ok("busy") : taken;
  const { proposalId } = taken.value;
  const talk = await takeTalk(ports, proposalId, number);
  if (!talk.ok) return talk;
  const answered = await answerAtHost(ports, proposalId, pull, talk.value);
  return answered.ok ? ok("taken") : answered;
}

/** What was over before the book was here stays at the host. */
function isOurConcern(pull: PullAtHost, standing: { branch: string; since: Date }): boolean {
  return pull.base.branch === standing.branch && (pull.state === "open" || pull.createdAt >= standing.since);
}

/** One that asks for a change of another branch now is closed, as far as the book goes. */
function turned(pull: PullAtHost, branch: string): PullAtHost {
  return pull.base.branch === branch || pull.state === "merged" ? pull : { ...pull, state: "closed" };
}

async function takeShown(ports: Ports, link: PullLink, pull: PullAtHost): Promise<Outcome<Taken>> {
  const { state, pageUrl, updatedAt: hostUpdatedAt } = pull;
  // A publication that waits for its merge settles the state by itself.
  const saved = await ports.links.save({
    ...link,
    ...(link.publication === null ? { state } : {}),
    pageUrl,
    hostUpdatedAt,
  });
  if (!saved.ok) return saved;
  const talk = await takeTalk(ports, link.proposalId, pull.number);
  return talk.ok ? ok("shown") : talk;
}
