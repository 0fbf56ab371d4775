import { type Outcome, ok, refuse } from "../outcome.ts";
import { canonicalJson, sha256Hex } from "./hash.ts";

export type LedgerKind = "grant" | "publication" | "erratum-closed";

/** One line of the append-only log; each carries the hash of the one before it. */
export interface LedgerEntry {
  /** From 1, without gaps. */
  sequence: number;
  previous: string;
  kind: LedgerKind;
  /** RFC 8785 canonical JSON. */
  payload: string;
  hash: string;
  /** ISO 8601, UTC. */
  at: string;
}

/** What the first entry names as its predecessor. */
export const genesis = "0".repeat(64);

function entryHash(entry: Omit<LedgerEntry, "hash">): string {
  return sha256Hex(canonicalJson([entry.sequence, entry.previous, entry.kind, entry.payload, entry.at]));
}

/** The entry that follows `last` (null for an empty ledger). */
export function nextEntry(
  last: LedgerEntry | null,
  kind: LedgerKind,
  payload: unknown,
  at: string,
): LedgerEntry {
  const entry = {
    sequence: (last?.sequence ?? 0) + 1,
    previous: last?.hash ?? genesis,
    kind,
    payload: canonicalJson(payload),
    at,
  };
  return { ...entry, hash: entryHash(entry) };
}

/**
 * Check that `entry` follows `last`; `ledger.broken` names the first bad entry. Walk a ledger by folding this over
 * it in order of sequence.
 */
export function verifyEntry(last: LedgerEntry | null, entry: LedgerEntry): Outcome<LedgerEntry> {
  const broken = (why: string) => refuse("ledger.broken", `Entry ${entry.sequence} of the ledger ${why}.`);
  if (entry.sequence !== (last?.sequence ?? 0) + 1) {
    return broken(`does not follow entry ${last?.sequence ?? 0}: entries are missing or out of order`);
  }
  if (entry.previous !== (last?.hash ?? genesis))
    return broken("does not name the hash of the entry before it");
  if (entry.hash !== entryHash(entry)) return broken("was changed after it was written");
  return ok(entry);
}
