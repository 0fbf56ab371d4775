import type { ForgeContext } from "../context.ts";
import type { Attempt, Delivery } from "../deliveries.ts";
import type { Hook, Repository } from "../types.ts";
import { repositoryUrl } from "./repository.ts";

/** `hook` of GitHub's description; the secret is masked. */
export function showHook(context: ForgeContext, repository: Repository, hook: Hook) {
  const url = `${repositoryUrl(context, repository)}/hooks/${hook.id}`;
  const last = context.deliveries
    .all()
    .filter((each) => each.hook.id === hook.id)
    .flatMap((each) => each.attempts)
    .at(-1);
  return {
    type: "Repository",
    id: hook.id,
    name: "web",
    active: hook.active,
    events: hook.events,
    config: {
      content_type: "json",
      insecure_ssl: "0",
      url: hook.url,
      ...(hook.secret === null ? {} : { secret: "********" }),
    },
    updated_at: hook.updatedAt,
    created_at: hook.createdAt,
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: last
      ? { code: last.status, status: wordsOf(last), message: wordsOf(last) }
      : { code: null, status: "unused", message: null },
  };
}

const wordsOf = (attempt: Attempt) =>
  attempt.status === null
    ? "failed to connect to host"
    : attempt.status < 300
      ? "OK"
      : "Invalid HTTP Response";

/** `hook-delivery-item` of GitHub's description. */
export function showDeliveryItem(delivery: Delivery, attempt: Attempt) {
  return {
    id: attempt.id,
    guid: delivery.guid,
    delivered_at: attempt.deliveredAt,
    redelivery: attempt.redelivery,
    duration: 0.1,
    status: wordsOf(attempt),
    status_code: attempt.status ?? 0,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

/** `hook-delivery` of GitHub's description. */
export function showDelivery(delivery: Delivery, attempt: Attempt) {
  return {
    ...showDeliveryItem(delivery, attempt),
    url: delivery.hook.url,
    request: { headers: { "X-GitHub-Delivery": delivery.guid }, payload: delivery.payload },
    response: { headers: {}, payload: attempt.response },
  };
}
