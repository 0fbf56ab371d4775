import type { Outcome } from "#lib/core/outcome.ts";
import { fromBase64, roomPath, toBase64 } from "#lib/core/together/index.ts";

/** Why somebody cannot write along any more. */
export type Ended = "removed" | "sent" | "failed";

/** What a request came to: what is new, why it is over, or that it could not be made now. */
export type Answer = { update: Uint8Array; version: number } | { ended: Ended } | { away: true };

interface Place {
  id: string;
  path: string;
}

/** Store what was written, and ask for what others wrote, by a request. */
export async function askServer(
  place: Place,
  vector: Uint8Array,
  update: Uint8Array | null,
): Promise<Answer> {
  const body = JSON.stringify({ ...place, vector: toBase64(vector), update: update && toBase64(update) });
  try {
    const response = await fetch(roomPath, { method: "POST", body, signal: AbortSignal.timeout(20_000) });
    const outcome = (await response.json()) as Outcome<{ update: string; version: number }>;
    if (!outcome.ok) return ending[outcome.problem.code] ?? { away: true };
    const { version } = outcome.value;
    return { update: fromBase64(outcome.value.update) ?? nothing, version };
  } catch {
    return { away: true };
  }
}

const nothing = Uint8Array.from([0, 0]);

const ending: Partial<Record<string, Answer>> = {
  "not-found": { ended: "removed" },
  "actor.signed-out": { ended: "removed" },
  "actor.forbidden": { ended: "removed" },
  "proposal.wrong-state": { ended: "sent" },
  "input.invalid": { ended: "failed" },
  "input.too-large": { ended: "failed" },
};

/** The last words of a page that is left. Nobody waits for the answer; more than the browser takes so is kept in it. */
export function sendLastWords(place: Place, update: Uint8Array): void {
  const body = JSON.stringify({ ...place, vector: null, update: toBase64(update) });
  if (body.length < 60_000)
    void fetch(roomPath, { method: "POST", body, keepalive: true }).catch(() => undefined);
}
