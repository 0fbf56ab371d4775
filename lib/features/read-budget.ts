import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { HostBudget, HostWaiting } from "./ports/index.ts";

/** How many deliveries are shown. */
const most = 10;

export interface HostState {
  /** Null where the book is not at a host that counts. */
  budget: Outcome<HostBudget> | null;
  publications: Awaited<ReturnType<HostWaiting["publications"]>>;
  proposals: Awaited<ReturnType<HostWaiting["proposals"]>>;
  putOff: Awaited<ReturnType<HostWaiting["putOff"]>>;
  deliveries: Awaited<ReturnType<HostWaiting["deliveries"]>>;
}

/** What is left to ask the host for, what waits for it, and what it told last. */
export async function readBudget(
  ports: {
    waiting: HostWaiting;
    bookId: string;
    /** Asks the host itself, which costs nothing of it; null where there is none. */
    budget: (() => Promise<Outcome<HostBudget>>) | null;
  },
  actor: Actor,
): Promise<Outcome<HostState>> {
  const ruling = authorise(actor, "host.watch");
  if (!ruling.ok) return ruling;
  const { waiting, bookId, budget } = ports;
  const [asked, publications, proposals, putOff, deliveries] = await Promise.all([
    budget ? budget() : null,
    waiting.publications(bookId),
    waiting.proposals(bookId),
    waiting.putOff(),
    waiting.deliveries(most),
  ]);
  return ok({ budget: asked, publications, proposals, putOff, deliveries });
}
