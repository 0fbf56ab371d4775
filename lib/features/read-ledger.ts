import { type LedgerEntry, verifyEntry } from "#lib/core/licence/index.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { Ledger } from "./ports/index.ts";

/** The newest entries of the public log, newest first. */
export async function readLedger(
  ports: { ledger: Ledger },
  actor: Actor,
): Promise<Outcome<{ size: number; entries: LedgerEntry[] }>> {
  const ruling = authorise(actor, "ledger.read");
  if (!ruling.ok) return ruling;
  const size = await ports.ledger.size();
  const entries = await ports.ledger.read(Math.max(0, size - 200), 200);
  return ok({ size, entries: entries.reverse() });
}

/** Walk the whole ledger; `ledger.broken` names the first bad entry. The head is what an outsider should note down. */
export async function verifyLedger(ports: {
  ledger: Ledger;
}): Promise<Outcome<{ entries: number; head: string | null }>> {
  let last: LedgerEntry | null = null;
  for (;;) {
    const batch: LedgerEntry[] = await ports.ledger.read(last?.sequence ?? 0, 1000);
    if (batch.length === 0) return ok({ entries: last?.sequence ?? 0, head: last?.hash ?? null });
    for (const entry of batch) {
      const checked = verifyEntry(last, entry);
      if (!checked.ok) return checked;
      last = entry;
    }
  }
}
