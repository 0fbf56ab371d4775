import { createHmac, randomUUID } from "node:crypto";
import type { ForgeContext, Happening } from "./context.ts";
import { webhookFaults } from "./contract/contract.ts";
import type { Hook } from "./types.ts";
import { covers } from "./who-asks.ts";

export interface Attempt {
  id: number;
  redelivery: boolean;
  deliveredAt: string;
  /** Null: nobody answered. */
  status: number | null;
  response: string;
}

/** One event for one receiver. */
export interface Delivery {
  id: number;
  guid: string;
  event: string;
  action: string | null;
  hook: Hook;
  repositoryId: number | null;
  installationId: number | null;
  /** The bytes that are sent and signed. */
  body: string;
  payload: Record<string, unknown>;
  attempts: Attempt[];
  dropped: boolean;
}

/**
 * What GitHub sends to receivers. Left alone, everything is delivered once, in order. A test may hold the queue and then
 * deliver in any order, twice, never, or signed with another secret: GitHub promises neither order nor delivery.
 */
export interface Deliveries {
  /** Everything that was ever queued, oldest first. */
  all(): readonly Delivery[];
  /** What is queued and has not been sent. */
  waiting(): readonly Delivery[];
  hold(): void;
  /** Send what waits, in the order given (or as it happened), and go on by oneself. */
  release(order?: readonly Delivery[]): Promise<void>;
  /** Send one now: again under the same id when it was sent before, as GitHub does when asked for a redelivery. */
  send(delivery: Delivery, changed?: { secret?: string; body?: string }): Promise<Attempt>;
  /** Send it again, by and by, under the same id. */
  again(delivery: Delivery): void;
  /** Lose it. */
  drop(delivery: Delivery): void;
  /** Resolves when nothing is being sent, and nothing waits unless it is held. */
  settled(): Promise<void>;
}

/** What is larger is never sent. */
const largestBytes = 25 * 1024 * 1024;
/** A receiver has ten seconds, then GitHub counts the delivery as failed. */
const patienceMs = 10_000;

export function createDeliveries(
  context: Pick<ForgeContext, "records" | "now" | "problem">,
): Deliveries & { tell(happening: Happening): void } {
  const queued: Delivery[] = [];
  let held = false;
  let sending: Promise<void> = Promise.resolve();
  const waiting = () => queued.filter((each) => !each.dropped && each.attempts.length === 0);

  const send = async (delivery: Delivery, changed: { secret?: string; body?: string } = {}) => {
    const body = changed.body ?? delivery.body;
    const secret = changed.secret ?? delivery.hook.secret;
    const attempt: Attempt = {
      id: context.records.nextId(),
      redelivery: delivery.attempts.length > 0,
      deliveredAt: context.now(),
      status: null,
      response: "",
    };
    delivery.attempts.push(attempt);
    const { hook } = delivery;
    const headers: Record<string, string> = {
      "Content-Type": "application/json",
      "User-Agent": "GitHub-Hookshot/044aadd",
      "X-GitHub-Delivery": delivery.guid,
      "X-GitHub-Event": delivery.event,
      "X-GitHub-Hook-ID": String(hook.id),
      "X-GitHub-Hook-Installation-Target-ID": String(hook.repositoryId ?? hook.appId ?? 0),
      "X-GitHub-Hook-Installation-Target-Type": hook.repositoryId === null ? "integration" : "repository",
    };
    if (secret !== null) {
      headers["X-Hub-Signature"] = `sha1=${createHmac("sha1", secret).update(body).digest("hex")}`;
      headers["X-Hub-Signature-256"] = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
    }
    try {
      const signal = AbortSignal.timeout(patienceMs);
      const response = await fetch(hook.url, { method: "POST", headers, body, redirect: "manual", signal });
      attempt.response = await response.text();
      attempt.status = response.status;
    } catch {
      attempt.response = "failed to connect to host";
    }
    return attempt;
  };

  const drain = () => {
    sending = sending.then(async () => {
      while (!held) {
        const [next] = waiting();
        if (!next) return;
        await send(next);
      }
    });
    return sending;
  };

  const receivers = (happening: Happening): { hook: Hook; installationId: number | null }[] => {
    const { records } = context;
    const { repository } = happening;
    const found: { hook: Hook; installationId: number | null }[] = [];
    for (const hook of records.hooks.values()) {
      if (!hook.active) continue;
      if (happening.hookId !== undefined) {
        if (hook.id === happening.hookId) found.push({ hook, installationId: null });
        continue;
      }
      if (hook.repositoryId !== null) {
        const wanted = hook.events.includes("*") || hook.events.includes(happening.event);
        if (repository?.id === hook.repositoryId && wanted) found.push({ hook, installationId: null });
        continue;
      }
      for (const installation of records.installations.values()) {
        if (installation.appId !== hook.appId) continue;
        const own = happening.event.startsWith("installation");
        if (own ? installation.id !== happening.installationId : !hook.events.includes(happening.event))
          continue;
        if (!own && (installation.suspendedAt !== null || !repository || !covers(installation, repository)))
          continue;
        found.push({ hook, installationId: installation.id });
      }
    }
    return found;
  };

  return {
    tell(happening) {
      for (const fault of webhookFaults(happening.name, happening.payload)) {
        context.problem(`webhook ${happening.name}: ${fault}`);
      }
      for (const { hook, installationId } of receivers(happening)) {
        const own = installationId !== null && happening.payload.installation === undefined;
        const installation = {
          id: installationId,
          node_id: Buffer.from(`Integration:${installationId}`).toString("base64"),
        };
        const payload: Record<string, unknown> = { ...happening.payload, ...(own ? { installation } : {}) };
        const body = JSON.stringify(payload);
        queued.push({
          id: context.records.nextId(),
          guid: randomUUID(),
          event: happening.event,
          action: typeof payload.action === "string" ? payload.action : null,
          hook,
          repositoryId: happening.repository?.id ?? null,
          installationId,
          body,
          payload,
          attempts: [],
          dropped: Buffer.byteLength(body) > largestBytes,
        });
      }
      void drain();
    },
    all: () => queued,
    waiting,
    hold() {
      held = true;
    },
    async release(order) {
      for (const delivery of order ?? waiting()) await send(delivery);
      held = false;
      await drain();
    },
    send,
    again(delivery) {
      sending = sending.then(async () => {
        await send(delivery);
      });
    },
    drop(delivery) {
      delivery.dropped = true;
    },
    async settled() {
      let seen: Promise<void> | undefined;
      while (seen !== sending) {
        seen = sending;
        await seen;
      }
    },
  };
}
