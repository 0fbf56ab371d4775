import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { GivenSettings, HostDoor, ReachableRepository } from "./ports/index.ts";

/** The repositories Colophon may see at the host, those it may change first; none where nothing lets it in. */
export async function findRepositories(
  ports: { door: Pick<HostDoor, "repositories">; given: GivenSettings },
  actor: Actor,
): Promise<Outcome<ReachableRepository[]>> {
  const ruling = authorise(actor, "setup.manage");
  if (!ruling.ok) return ruling;
  if (!ports.given.access) return ok([]);
  const found = await ports.door.repositories();
  if (!found.ok) return found;
  const usable = found.value.filter(({ archived }) => !archived);
  return ok([
    ...usable.filter(({ mayPush }) => mayPush !== false),
    ...usable.filter(({ mayPush }) => mayPush === false),
  ]);
}
