import { type Outcome, ok, type Problem } from "#lib/core/outcome.ts";
import type {
  Clock,
  Deliveries,
  HostRepository,
  HostStanding,
  HostStandings,
  Jobs,
  MissedDeliveries,
  PullLinks,
  PullsAtHost,
} from "./ports/index.ts";

interface Ports {
  standings: HostStandings;
  links: Pick<PullLinks, "findByNumber" | "list">;
  deliveries: Pick<Deliveries, "known">;
  jobs: Pick<Jobs, "add">;
  clock: Clock;
  hostRepository: HostRepository;
  /** Null where the repository cannot be reached; the round notes why. */
  pulls: Pick<PullsAtHost, "changed"> | null;
  /** Null where nothing is delivered here. */
  missed: MissedDeliveries | null;
}

/** Rounds overlap by this much, in milliseconds: what the host lists may be a moment old. */
const overlap = 2 * 60_000;

/**
 * The round that makes up for what the host could not tell: how the repository stands, which pull requests changed, and
 * which deliveries nobody took. Everything is looked at anew, so a round may run twice. Resolves to how many pull
 * requests are looked at.
 */
export async function reconcileHost(ports: Ports, bookId: string): Promise<Outcome<number>> {
  const standing = await ports.standings.find(bookId);
  if (!standing) return ok(0);
  const stands = await lookAtRepository(ports, bookId, standing);
  if (!stands.ok) return stands;
  if (!stands.value || !ports.pulls) return ok(0);
  const listed = await ports.pulls.changed(
    standing.roundAt && new Date(standing.roundAt.getTime() - overlap),
  );
  if (!listed.ok) return listed;
  const numbers = new Set<number>();
  for (const { number, updatedAt } of listed.value) {
    const link = await ports.links.findByNumber(bookId, number);
    const isSeen = link?.hostUpdatedAt?.getTime() === updatedAt.getTime();
    // The host counts in seconds: something else may have happened in the one it was seen in.
    const isSettled = ports.clock.now().getTime() - updatedAt.getTime() > overlap;
    if (!isSeen || !isSettled) numbers.add(number);
  }
  if (standing.roundAt === null) {
    // Only what is open was listed.
    const open = new Set(listed.value.map(({ number }) => number));
    for (const { number } of await ports.links.list(bookId, { states: ["open"] }))
      if (number !== null && !open.has(number)) numbers.add(number);
  }
  for (const number of numbers) await ports.jobs.add("take-pull-request", { number }, `pull:${number}`);
  const latest = Math.max(
    standing.roundAt?.getTime() ?? 0,
    ...listed.value.map(({ updatedAt }) => updatedAt.getTime()),
  );
  await ports.standings.note(bookId, { roundAt: latest > 0 ? new Date(latest) : null });
  await askAgain(ports);
  return ok(numbers.size);
}

/** Whether the host can be worked with; what stands against it is noted for admins. */
async function lookAtRepository(
  ports: Ports,
  bookId: string,
  standing: HostStanding,
): Promise<Outcome<boolean>> {
  const described = await ports.hostRepository.describe(standing.hostId);
  if (!described.ok) {
    if (isPassing(described.problem)) return described;
    await ports.standings.note(bookId, { problem: described.problem.message });
    return ok(false);
  }
  const { id, name, archived, heir } = described.value;
  const problem = heir
    ? `The book’s repository is called ${name} at GitHub now, and another one has its former name. Set BOOK_REMOTE to the address it has now.`
    : archived
      ? "The book’s repository is archived at GitHub, so nothing can be proposed or published there. Reading goes on."
      : null;
  await ports.standings.note(bookId, { hostId: id, problem });
  return ok(true);
}

const isPassing = ({ code }: Problem) =>
  code === "github.unreachable" || code === "github.limited" || code === "github.uncertain";

/** Have the host deliver again what was not taken. Where that is not allowed, the rounds are what there is. */
async function askAgain(ports: Ports): Promise<void> {
  const missed = await ports.missed?.list();
  if (!missed?.ok) return;
  const known = await ports.deliveries.known(missed.value.map(({ id }) => id));
  for (const { id, attempt } of missed.value) {
    if (known.has(id)) continue;
    const asked = await ports.missed?.again(attempt);
    if (!asked?.ok) return;
  }
}
