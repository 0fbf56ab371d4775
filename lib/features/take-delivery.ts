import { type Duty, dutiesOf } from "#lib/core/host/index.ts";
import type { Deliveries, HostStandings } from "./ports/index.ts";

/** So many are handled together. */
const atOnce = 200;

/**
 * Queue what follows from the deliveries that wait. They are only hints: the jobs they lead to look at the host
 * themselves, so that many of one kind lead to one. Resolves to how many deliveries were handled.
 * @param book `name` is `owner/name` at the host, as the settings have it; null where it is elsewhere
 */
export async function takeDeliveries(
  ports: { deliveries: Pick<Deliveries, "open" | "settle">; standings: Pick<HostStandings, "find"> },
  book: { id: string; name: string | null },
): Promise<number> {
  const standing = await ports.standings.find(book.id);
  for (let handled = 0; ; ) {
    const waiting = await ports.deliveries.open(atOnce);
    if (waiting.length === 0) return handled;
    const duties = new Map<string, Duty>();
    for (const { event, hint } of standing ? waiting : []) {
      const { branch, hostId } = standing ?? { branch: "", hostId: null };
      for (const duty of dutiesOf(event, hint, { ...book, branch, hostId })) duties.set(duty.key, duty);
    }
    await ports.deliveries.settle(
      waiting.map(({ id }) => id),
      [...duties.values()],
    );
    handled += waiting.length;
  }
}

/** Handled deliveries are of use while somebody may ask what the host told; a month. */
const keptMs = 30 * 24 * 60 * 60 * 1000;

/** Forget deliveries that were handled long ago; how many. */
export function clearDeliveries(ports: {
  deliveries: Pick<Deliveries, "clear">;
  clock: { now(): Date };
}): Promise<number> {
  return ports.deliveries.clear(new Date(ports.clock.now().getTime() - keptMs));
}
