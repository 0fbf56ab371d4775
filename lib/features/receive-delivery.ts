import { hintOf } from "#lib/core/host/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { Deliveries } from "./ports/index.ts";

/** A webhook as it came: the raw body, and the headers that say what it is. */
export interface DeliveryRequest {
  body: string;
  signature: string | null;
  id: string | null;
  event: string | null;
}

/** Whether the host sent it; null where no secret is set up. */
export type VerifyDelivery =
  | ((
      request: DeliveryRequest,
    ) => Promise<
      Outcome<{ id: string; event: string; action: string | null; payload: Record<string, unknown> }>
    >)
  | null;

/**
 * Keep what the Git host tells, once, and queue its handling. Nothing else is done here, so that the host has its answer
 * whatever else is going on. Problems: `not-found` where no secret is set up, `actor.signed-out` for what is not signed
 * with it, `input.invalid`, `input.too-large`, `storage.unavailable`.
 */
export async function receiveDelivery(
  ports: { verify: VerifyDelivery; deliveries: Pick<Deliveries, "store"> },
  request: DeliveryRequest,
): Promise<Outcome<{ first: boolean }>> {
  if (ports.verify === null) return refuse("not-found", "No webhooks are set up here.");
  const verified = await ports.verify(request);
  if (!verified.ok) return verified;
  const { payload, ...delivery } = verified.value;
  const stored = await ports.deliveries.store({ ...delivery, hint: hintOf(payload) });
  return stored.ok ? ok(stored.value) : stored;
}
