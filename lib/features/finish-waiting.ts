import type { Clock, Jobs, Proposals, Publications, PullLinks } from "./ports/index.ts";

/** How long something may take before it is asked for again, in milliseconds. */
const patience = 60_000;

/**
 * Ask again for what has not come through, as after a day without the book's host: publications that are under way, and
 * proposals that it does not show. Everything asked for is safe to do twice. Returns how many jobs were queued.
 */
export async function finishWaiting(
  ports: {
    publications: Pick<Publications, "pending">;
    proposals: Pick<Proposals, "list">;
    links: Pick<PullLinks, "find"> | null;
    jobs: Jobs;
    clock: Clock;
  },
  bookId: string,
): Promise<number> {
  let queued = 0;
  for (const { id, plan } of await ports.publications.pending()) {
    if (ports.clock.now().getTime() - Date.parse(plan.date) < patience) continue;
    await ports.jobs.add("finish-publication", { id }, `publication:${id}`);
    queued++;
  }
  if (!ports.links) return queued;
  const open = await ports.proposals.list({ bookId, states: ["in-review"], limit: 1000 });
  for (const { id, updatedAt } of open) {
    if (ports.clock.now().getTime() - updatedAt.getTime() < patience) continue;
    const link = await ports.links.find(id);
    if (link?.number && link.state === "open") continue;
    await ports.jobs.add("mirror-proposal", { id }, `mirror:${id}`);
    queued++;
  }
  return queued;
}
