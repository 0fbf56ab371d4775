import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { MissedDeliveries } from "#lib/features/ports/index.ts";
import { listMissedDeliveries, redeliver } from "./hooks.ts";
import type { AppClient, DeliveryAttempt } from "./installation.ts";
import type { RepositoryClient } from "./repository.ts";

/** GitHub is asked to try one so often in all; something else is wrong then. */
const mostAttempts = 3;

/** Each delivery once, unless it failed too often. */
function missedOnce(attempts: readonly DeliveryAttempt[]): { id: string; attempt: number }[] {
  const byId = Map.groupBy(attempts, (each) => each.deliveryId);
  return [...byId].flatMap(([id, tries]) => {
    const [latest] = tries;
    return latest && tries.length < mostAttempts ? [{ id, attempt: latest.id }] : [];
  });
}

/** What GitHub could not deliver to the app. */
export function createMissedByApp(app: Pick<AppClient, "listDeliveries" | "redeliver">): MissedDeliveries {
  return {
    async list() {
      const failed = await app.listDeliveries(100, "failure");
      return failed.ok ? ok(missedOnce(failed.value)) : failed;
    },
    again: (attempt) => app.redeliver(attempt),
  };
}

/** What GitHub could not deliver to the webhook of a repository that has our address. Needs an admin's token. */
export function createMissedByHook(repository: RepositoryClient, url: string): MissedDeliveries {
  let hook: number | null = null;
  return {
    async list(): Promise<Outcome<{ id: string; attempt: number }[]>> {
      const hooks = await repository.readAll("GET /repos/{owner}/{repo}/hooks", {}, (page) => page);
      if (!hooks.ok) return hooks;
      hook = hooks.value.find((each) => each.config.url === url)?.id ?? null;
      if (hook === null) return ok([]);
      const failed = await listMissedDeliveries(repository, hook);
      return failed.ok ? ok(missedOnce(failed.value)) : failed;
    },
    async again(attempt) {
      return hook === null ? ok(null) : redeliver(repository, hook, attempt);
    },
  };
}
