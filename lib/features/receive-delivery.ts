import { hintOf } from "#lib/core/host/index.ts";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import type { Deliveries, RateLimit } from "./ports/index.ts";

/** Whether the host sent it, by the raw body and its signature; null where no secret was agreed. */
export type VerifyDelivery =
  | ((sent: {
      body: string;
      signature: string | null;
      id: string | null;
      event: string | null;
    }) => Promise<
      Outcome<{ id: string; event: string; action: string | null; payload: Record<string, unknown> }>
    >)
  | null;

/** A request that may be a webhook. */
export interface DeliveryRequest {
  /** The network it comes from. */
  origin: string;
  header: (name: string) => string | null;
  /** Reads the body as it came; null when it is too large. */
  body: () => Promise<string | null>;
}

/**
 * Keep what the Git host tells, once, and queue its handling. Nothing else is done here, so that the host has its answer
 * whatever else is going on. Problems: `not-found` where no secret was agreed, `actor.signed-out` for what is not signed
 * with it, `input.invalid`, `input.too-large`, `rate.limited`, `storage.unavailable`.
 */
export async function receiveDelivery(
  ports: { verify: VerifyDelivery; deliveries: Pick<Deliveries, "store">; limit: RateLimit },
  { origin, header, body }: DeliveryRequest,
): Promise<Outcome<{ first: boolean }>> {
  if (ports.verify === null) return refuse("not-found", "No webhooks are set up here.");
  const spent = await ports.limit.spend(origin);
  if (!spent.ok) return spent;
  const sent = await body();
  if (sent === null) return refuse("input.too-large", "The webhook is too large.");
  const verified = await ports.verify({
    body: sent,
    signature: header("x-hub-signature-256"),
    id: header("x-github-delivery"),
    event: header("x-github-event"),
  });
  if (!verified.ok) return verified;
  const { payload, ...delivery } = verified.value;
  return ports.deliveries.store({ ...delivery, hint: hintOf(payload) });
}
