import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { Inbox, NotificationRecord } from "./ports/index.ts";

/** What the actor was told, newest first; reading the list marks it read. */
export async function readNotifications(
  ports: { inbox: Inbox },
  actor: Actor,
): Promise<Outcome<NotificationRecord[]>> {
  const ruling = authorise(actor, "notification.read");
  if (!ruling.ok || actor.id === null) return ruling.ok ? ok([]) : ruling;
  const notifications = await ports.inbox.list(actor.id, 100);
  await ports.inbox.markRead(actor.id);
  return ok(notifications);
}
