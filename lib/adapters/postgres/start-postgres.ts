import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import {
  checkVersion,
  hasCluster,
  makeCluster,
  servingPort,
  servingProcess,
  startCluster,
  stopCluster,
} from "./cluster.ts";
import type { Connection } from "./connection-file.ts";
import {
  connectionUrl,
  database,
  freePort,
  newPassword,
  readConnection,
  writeConnection,
} from "./connection-file.ts";
import { findDistribution } from "./distribution.ts";
import type { Place } from "./place.ts";
import { choosePlace } from "./place.ts";
import { systemAccount } from "./system-account.ts";

export interface PostgresOptions {
  /** The folder that holds everything of this server: cluster, log, socket, connection.json. */
  dataDir: string;
  /** A loopback port; by default the one used last time, else any free one. */
  port?: number;
  /** False for tests: nothing is forced to the disk, so a power cut loses the data. */
  lasting?: boolean;
  /** Told in plain words of anything that takes a moment or differs from the usual. */
  onProgress?: (line: string) => void;
}

export interface RunningPostgres {
  /** postgresql://… of the database `colophon`, over loopback. */
  url: string;
  /** The folder really used; differs from `dataDir` where a system account could not reach that. */
  folder: string;
  /** True when a server of an earlier start was still running and is used on. */
  reused: boolean;
  isRunning(): Promise<boolean>;
  /** Ask the server to end sessions and close its files (PostgreSQL's fast shutdown); safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Start the PostgreSQL that npm installed on the cluster in `dataDir`, making it when there is none, or use
 * the one that already serves it. Heals what a crash or kill -9 leaves: a stale postmaster.pid, a half-made
 * cluster, a server still starting or stopping. Rejects with an Error whose message is a sentence for the
 * person who started Colophon.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const onProgress = options.onProgress ?? (() => undefined);
  const place = await choosePlace(
    options.dataDir,
    await findDistribution(),
    await systemAccount(),
    onProgress,
  );
  const kept = await connectionOf(place, onProgress);
  await checkVersion(place);

  const runningPort = await awaitServing(place, kept);
  const connection =
    runningPort === undefined ? await startOnFreePort(place, kept, options) : { ...kept, port: runningPort };
  if (connection.port !== kept.port) await writeConnection(place.folder, connection);
  await makeDatabase(connection);
  return {
    url: connectionUrl(connection),
    folder: place.folder,
    reused: runningPort !== undefined,
    isRunning: async () => (await servingProcess(place)) !== undefined,
    stop: () => stopCluster(place),
  };
}

/** The address of the server that serves `dataDir` now, for a process that must not start one itself. */
export async function runningPostgres(dataDir: string): Promise<string | undefined> {
  const place = await choosePlace(
    resolve(dataDir),
    await findDistribution(),
    await systemAccount(),
    () => undefined,
  );
  const kept = await readConnection(place.folder);
  if (kept === undefined || (await servingProcess(place)) === undefined) return undefined;
  return (await answers(kept)) ? connectionUrl(kept) : undefined;
}

async function connectionOf(place: Place, onProgress: (line: string) => void): Promise<Connection> {
  const kept = await readConnection(place.folder);
  if (await hasCluster(place)) {
    if (kept !== undefined) return kept;
    throw new Error(
      `${place.folder}/connection.json is missing, and with it the password of the database beside it. Put it back, or move that folder away to start afresh.`,
    );
  }
  onProgress("Making the database");
  const connection = kept ?? { port: 0, password: newPassword() };
  // Written first: from the moment the cluster is whole its password is known.
  await writeConnection(place.folder, connection);
  await makeCluster(place, connection.password);
  return connection;
}

/** Wait for a server that is starting or stopping; its port when it serves, undefined when there is none. */
async function awaitServing(place: Place, kept: Connection): Promise<number | undefined> {
  for (let attempt = 0; attempt < 240; attempt += 1) {
    const port =
      (await servingProcess(place)) === undefined ? undefined : ((await servingPort(place)) ?? kept.port);
    if (port === undefined) return undefined;
    if (await answers({ ...kept, port })) return port;
    await delay(250);
  }
  throw new Error(
    `A PostgreSQL is running on ${place.folder} but does not answer. End it, then start again.`,
  );
}

async function startOnFreePort(
  place: Place,
  kept: Connection,
  options: PostgresOptions,
): Promise<Connection> {
  if (options.port !== undefined && (await freePort(options.port)) === undefined) {
    throw new Error(`The database's port ${options.port} is taken by another program.`);
  }
  for (let attempt = 1; ; attempt += 1) {
    const wanted = options.port ?? (attempt === 1 ? kept.port : 0);
    const port = (await freePort(wanted)) ?? (await freePort());
    if (port === undefined) throw new Error("No free port is left on this machine for the database.");
    try {
      await startCluster(place, port, options.lasting ?? true);
      return { ...kept, port };
    } catch (error) {
      // Another program may take the port between the question and the start.
      if (attempt === 3 || !/could not (bind|create any TCP\/IP sockets)/.test(String(error))) throw error;
    }
  }
}

async function answers(connection: Connection): Promise<boolean> {
  const client = new pg.Client({
    connectionString: connectionUrl(connection, "postgres"),
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function makeDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client({ connectionString: connectionUrl(connection, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
}
