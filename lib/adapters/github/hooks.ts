import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { DeliveryAttempt } from "./installation.ts";
import type { RepositoryClient } from "./repository.ts";

export interface WantedHook {
  /** Where GitHub sends to. */
  url: string;
  secret: string;
  events: readonly string[];
}

/**
 * Let GitHub tell us what happens in a repository, where there is no app that hears of it anyway. The webhook of that
 * address is made or brought up to date; GitHub shows no secret, so it is written each time. Needs an admin's token:
 * `github.not-found` for others.
 */
export async function ensureHook(
  repository: RepositoryClient,
  wanted: WantedHook,
): Promise<Outcome<{ id: number }>> {
  const find = () =>
    repository.readAll("GET /repos/{owner}/{repo}/hooks", {}, (page) =>
      page.filter((each) => each.config.url === wanted.url),
    );
  const before = await find();
  if (!before.ok) return before;
  const [hook] = before.value;
  const content = {
    config: { url: wanted.url, content_type: "json", secret: wanted.secret },
    events: [...wanted.events],
    active: true,
  };
  const readBack = async () => {
    const now = await find();
    return now.ok ? ok(now.value[0] ?? null) : now;
  };
  const written = hook
    ? await repository.write("PATCH /repos/{owner}/{repo}/hooks/{hook_id}", { ...content, hook_id: hook.id })
    : await repository.write("POST /repos/{owner}/{repo}/hooks", { ...content, name: "web" }, { readBack });
  return written.ok ? ok({ id: written.value.id }) : written;
}

/** What GitHub could not deliver, newest first: of the last hundred attempts those that nobody took. */
export async function listMissedDeliveries(
  repository: RepositoryClient,
  hook: number,
): Promise<Outcome<DeliveryAttempt[]>> {
  const listed = await repository.read("GET /repos/{owner}/{repo}/hooks/{hook_id}/deliveries", {
    hook_id: hook,
    per_page: 100,
  });
  if (!listed.ok) return listed;
  const heard = new Set(
    listed.value.filter((each) => each.status_code < 300 && each.status_code > 0).map((each) => each.guid),
  );
  return ok(
    listed.value
      .filter((each) => !heard.has(each.guid))
      .map((each) => ({
        id: Number(each.id),
        deliveryId: each.guid,
        event: each.event,
        action: each.action,
        at: each.delivered_at,
        status: each.status_code,
        redelivery: each.redelivery,
      })),
  );
}

/** Ask GitHub to deliver again, under the same delivery id. */
export async function redeliver(
  repository: RepositoryClient,
  hook: number,
  attempt: number,
): Promise<Outcome<null>> {
  const asked = await repository.write(
    "POST /repos/{owner}/{repo}/hooks/{hook_id}/deliveries/{delivery_id}/attempts",
    {
      hook_id: hook,
      delivery_id: attempt,
    },
  );
  return asked.ok ? ok(null) : asked;
}
