import { dutiesOf } from "#lib/core/host/index.ts";
import type { Deliveries, HostStandings } from "./ports/index.ts";

/**
 * Queue what follows from a delivery. It is only a hint: the jobs it leads to look at the host themselves. Resolves to
 * how many there are.
 * @param book `name` is `owner/name` at the host, as the settings have it; null where it is elsewhere
 */
export async function takeDelivery(
  ports: { deliveries: Pick<Deliveries, "findOpen" | "settle">; standings: Pick<HostStandings, "find"> },
  book: { id: string; name: string | null },
  id: string,
): Promise<number> {
  const delivery = await ports.deliveries.findOpen(id);
  if (!delivery) return 0;
  const standing = await ports.standings.find(book.id);
  const duties = standing
    ? dutiesOf(delivery.event, delivery.hint, {
        id: book.id,
        branch: standing.branch,
        hostId: standing.hostId,
        name: book.name,
      })
    : [];
  await ports.deliveries.settle(id, duties);
  return duties.length;
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
