import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";

/** The number `prisma migrate deploy` locks with, so that the two never run at once. */
const lockNumber = 72_707_369;

const ownFolder = fileURLToPath(new URL("../../../prisma/migrations", import.meta.url));

export interface MigrateOptions {
  /** Told the name of each migration before it runs. */
  onStep?: (name: string) => void;
  /** Folder of `<name>/migration.sql`; by default the one of this repository. */
  folder?: string;
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/**
 * Bring the database up to date: run the migrations that it has not had, in order of name, each in a
 * transaction, and return their names. They are recorded as Prisma records them (`_prisma_migrations`,
 * checksum = sha256 of the file), so `prisma migrate deploy` agrees. Processes that start together wait for
 * one another. Migrations that only the database knows are left alone: an older process may start beside a
 * newer one. Rejects with an Error when a migration fails (nothing of it stays), was changed after it ran,
 * or was left half done by another program.
 */
export async function migrate(databaseUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(options.folder ?? ownFolder);
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "colophon migrate" });
  // A connection that breaks also fails the query that waits on it; without a listener it would end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lockNumber]);
    await client.query(recordTable);
    const done = await appliedChecksums(client);
    const applied: string[] = [];
    for (const migration of migrations) {
      const checksum = done.get(migration.name);
      if (checksum === undefined) {
        options.onStep?.(migration.name);
        await apply(client, migration);
        applied.push(migration.name);
      } else if (checksum !== migration.checksum) {
        throw new Error(
          `The migration ${migration.name} was changed after this database had it. Restore its file and put the change in a new migration.`,
        );
      }
    }
    return applied;
  } finally {
    // Ending the session lets go of the lock, whatever happened.
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return await Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(join(folder, name, "migration.sql"));
      return {
        name,
        sql: bytes.toString("utf8"),
        checksum: createHash("sha256").update(bytes).digest("hex"),
      };
    }),
  );
}

async function appliedChecksums(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const half = rows.find((row) => !row.finished);
  if (half !== undefined) {
    throw new Error(
      `The migration ${half.migration_name} was begun by another program and not finished. Look at the database, then settle it with: prisma migrate resolve.`,
    );
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw new Error(`The migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}

/** As Prisma's schema engine makes it. */
const recordTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;
