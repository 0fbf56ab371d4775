import { verifyWithFallback } from "@octokit/webhooks-methods";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";

/** What GitHub sends with a webhook, as it came. */
export interface DeliveryRequest {
  /** The bytes as text, before anything parsed them: the signature is over these. */
  body: string;
  /** X-Hub-Signature-256 */
  signature: string | null;
  /** X-GitHub-Delivery: the same when GitHub delivers again. */
  id: string | null;
  /** X-GitHub-Event */
  event: string | null;
}

export interface Delivery {
  id: string;
  event: string;
  /** Of the payload, where it has one: opened, synchronize… */
  action: string | null;
  payload: Record<string, unknown>;
}

/** GitHub sends no more than this (25 MB). */
export const largestDelivery = 25 * 1024 * 1024;
const deliveryId = /^[\w-]{1,64}$/;
const eventName = /^[a-z_]{1,64}$/;

/**
 * Whether GitHub sent it, by the signature over the raw body and nothing else. While a secret is being changed, the
 * previous one counts too. Problems: `actor.signed-out` for what is not signed or signed otherwise (also with SHA-1
 * alone), `input.invalid` for what is signed and no webhook, `input.too-large`.
 * Source: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export async function verifyDelivery(
  request: DeliveryRequest,
  secrets: { current: string; previous?: string | undefined },
): Promise<Outcome<Delivery>> {
  const { body, signature, id, event } = request;
  if (Buffer.byteLength(body) > largestDelivery)
    return refuse("input.too-large", "The webhook is too large.");
  // The library throws on empty text and compares in constant time.
  const isSigned =
    body !== "" &&
    signature !== null &&
    /^sha256=[0-9a-f]{64}$/.test(signature) &&
    (await verifyWithFallback(
      secrets.current,
      body,
      signature,
      secrets.previous === undefined ? [] : [secrets.previous],
    ));
  if (!isSigned)
    return refuse("actor.signed-out", "The webhook is not signed with the secret that was agreed.");
  if (id === null || !deliveryId.test(id) || event === null || !eventName.test(event)) {
    return refuse("input.invalid", "The webhook does not say what it is.");
  }
  const payload = parse(body);
  if (payload === undefined)
    return refuse("input.invalid", "The webhook is no JSON. Choose application/json.");
  return ok({ id, event, action: typeof payload.action === "string" ? payload.action : null, payload });
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
