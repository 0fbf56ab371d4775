import { join } from "node:path";
import pg from "pg";
import { migrate } from "#lib/adapters/db/migrate.ts";
import type { Environment } from "#lib/adapters/env/index.ts";
import { checkDatabase, startPostgres } from "#lib/adapters/postgres/index.ts";
import { step } from "../bootstrap/progress.mjs";
import { Sentence } from "./sentence.ts";

export interface Database {
  url: string;
  /** Stops the embedded server; does nothing for one that is not ours. */
  stop(): Promise<void>;
}

export interface DatabaseEvents {
  /** Told in plain words of anything that differs from the usual. */
  say: (line: string) => void;
  /** Told once when the embedded server cannot be had where it was. */
  onLost: (sentence: string) => void;
}

/** Reach the database DATABASE_URL names, or start the embedded one. Throws a Sentence when neither works. */
export async function openDatabase(
  environment: Environment,
  dataDir: string,
  events: DatabaseEvents,
): Promise<Database> {
  if (environment.databaseUrl !== undefined) {
    const url = environment.databaseUrl;
    const checked = await step("Reaching the database", () => checkDatabase(url));
    if (!checked.ok) throw new Sentence(checked.problem.message);
    return { url, stop: async () => undefined };
  }
  try {
    return await step("Starting the database", () => keepPostgres(join(dataDir, "postgres"), events));
  } catch (error) {
    throw new Sentence((error as Error).message, { cause: error });
  }
}

/** Start the embedded server and look after it: one that died is started again where it was. */
async function keepPostgres(dataDir: string, { say, onLost }: DatabaseEvents): Promise<Database> {
  let server = await startPostgres({ dataDir, onProgress: say });
  const { url } = server;
  let healing: Promise<void> | undefined;
  let isAway = false;
  const heal = async () => {
    if (await server.isRunning()) return;
    if (!isAway) say("The database stopped unexpectedly; starting it again");
    try {
      server = await startPostgres({ dataDir, onProgress: say });
    } catch (error) {
      // What hinders it (a full disk) may pass; pages that are kept are served meanwhile.
      if (!isAway) say(`${(error as Error).message} It is tried again until it runs.`);
      isAway = true;
      return;
    }
    if (isAway) say("The database runs again");
    isAway = false;
    if (server.url === url) return;
    clearInterval(watch);
    onLost("The database had to move to another port, so everything is stopped. Start again.");
  };
  const watch = setInterval(() => {
    healing ??= heal().finally(() => {
      healing = undefined;
    });
  }, 2_000);
  return {
    url,
    stop: async () => {
      clearInterval(watch);
      await healing;
      await server.stop();
    },
  };
}

/** Whether nobody could set the site up by signing in. */
export async function needsAdmin(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rowCount } = await client.query("SELECT 1 FROM person WHERE role = 'admin' AND NOT demo LIMIT 1");
    return rowCount === 0;
  } finally {
    await client.end();
  }
}

/** Bring the database up to date. */
export async function updateDatabase(url: string): Promise<void> {
  try {
    await step("Bringing the database up to date", () => migrate(url));
  } catch (error) {
    throw new Sentence((error as Error).message, { cause: error });
  }
}
