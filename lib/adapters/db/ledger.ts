import {
  type Grant,
  type GrantLicence,
  type LedgerEntry,
  type LedgerKind,
  nextEntry,
} from "#lib/core/licence/index.ts";
import type { Ledger } from "#lib/features/ports/index.ts";
import type { Grant as GrantRow, LedgerEntry as LedgerRow } from "#prisma/generated/client.ts";
import type { Database, Transaction } from "./client.ts";

export function toGrant(row: GrantRow, proposalNumber: number): Grant {
  return {
    id: row.id,
    proposalNumber,
    personId: row.personId,
    licence: row.licence as GrantLicence,
    statementSha: row.statementSha,
    patchSha: row.patchSha,
    baseCommit: row.baseCommit,
    creditName: row.creditName,
    signedAt: row.signedAt.toISOString(),
  };
}

function toEntry(row: LedgerRow): LedgerEntry {
  return { ...row, kind: row.kind as LedgerKind, at: row.at.toISOString() };
}

/** Any number that nothing else locks: appends wait for one another, so the chain never forks. */
const appendLock = 0x636f6c6f;

/** Append inside a transaction; the lock is held until it ends. */
export async function appendToLedger(
  tx: Transaction,
  lines: readonly { kind: LedgerKind; payload: Record<string, unknown> }[],
  at: Date,
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${appendLock}::bigint)`;
  const row = await tx.ledgerEntry.findFirst({ orderBy: { sequence: "desc" } });
  let last = row ? toEntry(row) : null;
  for (const line of lines) {
    last = nextEntry(last, line.kind, line.payload, at.toISOString());
    await tx.ledgerEntry.create({ data: { ...last, at } });
  }
}

/** The append-only log, read. */
export function createLedger(db: Database): Ledger {
  return {
    async read(after, limit) {
      const rows = await db.ledgerEntry.findMany({
        where: { sequence: { gt: after } },
        orderBy: { sequence: "asc" },
        take: limit,
      });
      return rows.map(toEntry);
    },
    async size() {
      return db.ledgerEntry.count();
    },
  };
}
