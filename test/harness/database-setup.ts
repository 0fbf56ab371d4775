import { rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#lib/adapters/db/migrate.ts";
import { startPostgres } from "#lib/adapters/postgres/index.ts";
import { clearAbandonedFolders, temporaryFolder } from "./temporary-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A PostgreSQL for this run, with the database `colophon_template` migrated and never connected to. */
    databaseServer: string;
  }
}

/** Start a PostgreSQL for the database tests and prepare the template that `freshDatabase` copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await clearAbandonedFolders();
  const folder = await temporaryFolder("db");
  const server = await startPostgres({ dataDir: join(folder, "postgres"), lasting: false });
  const template = new URL(server.url);
  template.pathname = "/colophon_template";
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query("CREATE DATABASE colophon_template");
  await client.end();
  await migrate(template.href);
  project.provide("databaseServer", server.url);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
