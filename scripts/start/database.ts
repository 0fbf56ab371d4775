import { join } from "node:path";
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
  /** Told once when the embedded server is gone for good. */
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
  const heal = async () => {
    if (await server.isRunning()) return;
    say("The database stopped unexpectedly; starting it again");
    try {
      server = await startPostgres({ dataDir, onProgress: say });
      if (server.url === url) return;
      onLost("The database had to move to another port, so everything is stopped. Start again.");
    } catch (error) {
      onLost((error as Error).message);
    }
    clearInterval(watch);
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

/** Bring the database up to date. */
export async function updateDatabase(url: string): Promise<void> {
  try {
    await step("Bringing the database up to date", () => migrate(url));
  } catch (error) {
    throw new Sentence((error as Error).message, { cause: error });
  }
}
