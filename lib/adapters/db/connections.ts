import {
  type BookSearch,
  type CheckedConnection,
  type ConnectedApp,
  type ConnectedBook,
  type Connection,
  type ConnectionSecrets,
  noConnection,
} from "#lib/core/connection/index.ts";
import type { Connections } from "#lib/features/ports/index.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { Vault } from "../vault/index.ts";
import { announceSettings } from "./changes.ts";
import type { Database } from "./client.ts";

const id = "book";

/** The one connection of this installation. Without a vault its secrets stay closed. */
export function createConnections(db: Database, vault: Vault | null): Connections {
  const toConnection = (row: Prisma.ConnectionGetPayload<Record<string, never>> | null): Connection => {
    if (!row) return noConnection;
    const opened = row.secrets === null ? "{}" : (vault?.open(row.secrets) ?? null);
    return {
      book: row.book as ConnectedBook | null,
      app: row.app as ConnectedApp | null,
      search: row.search as BookSearch | null,
      secrets: opened === null ? {} : (JSON.parse(opened) as ConnectionSecrets),
      locked: opened === null,
      checked: row.checks as CheckedConnection | null,
      version: row.version,
      changedAt: row.changedAt,
      changedBy: row.changedBy,
    };
  };
  return {
    read: async () => toConnection(await db.connection.findUnique({ where: { id } })),
    async change(by, edit) {
      return db.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('colophon.connection'))`;
        const before = await tx.connection.findUnique({ where: { id } });
        const change = edit(toConnection(before));
        if (change.secrets && !vault) throw new Error("There is no secret to seal the connection under.");
        const isEmpty = change.secrets && Object.keys(change.secrets).length === 0;
        const data = {
          ...("book" in change ? { book: json(change.book) } : {}),
          ...("app" in change ? { app: json(change.app) } : {}),
          ...("search" in change ? { search: json(change.search) } : {}),
          ...(change.secrets
            ? { secrets: isEmpty ? null : (vault?.seal(JSON.stringify(change.secrets)) ?? null) }
            : {}),
          // What was checked was checked of what it was.
          checks: Prisma.DbNull,
          version: (before?.version ?? 0) + 1,
          changedAt: new Date(),
          changedBy: by,
        };
        const after = await tx.connection.upsert({ where: { id }, create: { id, ...data }, update: data });
        await announceSettings(tx);
        return toConnection(after);
      });
    },
    async noteSearch(search) {
      await db.$executeRaw`UPDATE "connection" SET "search" = ${JSON.stringify(search)}::jsonb
        WHERE "id" = ${id} AND "search"->>'id' = ${search.id}`;
    },
    async noteChecks(checked) {
      const data = { checks: json(checked) };
      await db.connection.upsert({ where: { id }, create: { id, ...data }, update: data });
    },
  };
}

const json = (value: object | null | undefined) =>
  value ? (value as unknown as Prisma.InputJsonValue) : Prisma.DbNull;
