import { execFileSync } from "node:child_process";
import { chown, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { exists } from "./files.ts";
import type { Place } from "./place.ts";
import { runProgram } from "./run-program.ts";

/** A socket's path may have 107 bytes (sockaddr_un), its name included. */
const longestSocketFolder = 90;

/** The cluster's own folder: PostgreSQL's data directory. */
export function clusterFolder(place: Place): string {
  return join(place.folder, "cluster");
}

/**
 * Make the cluster if there is none. It is made under another name and moved into place when whole, so a
 * half-made one (a crash in initdb) is never started, and is cleared away by the next attempt.
 */
export async function makeCluster(place: Place, password: string): Promise<void> {
  for (const name of await readdir(place.folder)) {
    if (name.startsWith("cluster.new") || name === "password")
      await rm(join(place.folder, name), { recursive: true, force: true });
  }
  const partial = join(place.folder, "cluster.new");
  const passwordFile = join(place.folder, "password");
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.account) await chown(passwordFile, place.account.uid, place.account.gid);
  const made = await runProgram(
    place.distribution.initdb,
    [
      `--pgdata=${partial}`,
      "--username=colophon",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
    ],
    place.account,
  );
  await rm(passwordFile, { force: true });
  if (made.code !== 0) {
    throw new Error(`The database could not be made in ${place.folder}: ${reason(made.output)}`);
  }
  await rename(partial, clusterFolder(place));
}

/** Throws a sentence when the data was made by another major version than the programs. */
export async function checkVersion(place: Place): Promise<void> {
  const kept = (await readFile(join(clusterFolder(place), "PG_VERSION"), "utf8")).trim();
  const shipped = /(\d+)/.exec(
    (await runProgram(place.distribution.postgres, ["--version"], place.account)).output,
  )?.[1];
  if (shipped !== undefined && kept !== shipped) {
    throw new Error(
      `The data in ${clusterFolder(place)} was made by PostgreSQL ${kept} and this version ships PostgreSQL ${shipped}. Move that folder away to start afresh, or serve it with PostgreSQL ${kept} and set DATABASE_URL.`,
    );
  }
}

/**
 * The process that serves this cluster, if there is one. A postmaster.pid that names a dead process, or one
 * that is not this cluster's (the number was given away again after a restart of the machine), is stale.
 */
export async function servingProcess(place: Place): Promise<number | undefined> {
  const text = await readFile(join(clusterFolder(place), "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number(text.split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  return (await commandOf(pid)).includes(clusterFolder(place)) ? pid : undefined;
}

/** The port in postmaster.pid (its fourth line; see PostgreSQL's src/include/utils/pidfile.h). */
export async function servingPort(place: Place): Promise<number | undefined> {
  const text = await readFile(join(clusterFolder(place), "postmaster.pid"), "utf8").catch(() => "");
  const port = Number(text.split("\n")[3]);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

export async function startCluster(place: Place, port: number, lasting: boolean): Promise<void> {
  const folder = clusterFolder(place);
  const log = join(place.folder, "log");
  if ((await sizeOf(log)) > 5_000_000) await rename(log, `${log}.old`);
  let said = "";
  // After kill -9 of the postmaster its children need a moment to notice and let go of the shared memory.
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if ((await servingProcess(place)) === undefined) await clearMisleadingLocks(place);
    const size = await sizeOf(log);
    const started = await runProgram(
      place.distribution.pgCtl,
      [
        "start",
        "--wait",
        "--timeout=120",
        `--pgdata=${folder}`,
        `--log=${log}`,
        `--options=${settings(place, port, lasting)}`,
      ],
      place.account,
    );
    if (started.code === 0) return;
    said = (await readFile(log, "utf8").catch(() => started.output)).slice(size);
    if (!/pre-existing shared memory block|lock file .* already exists/.test(said)) break;
    await delay(250);
  }
  throw new Error(`The database in ${place.folder} did not start: ${reason(said)} (its log is ${log})`);
}

export async function stopCluster(place: Place): Promise<void> {
  const stop = (mode: string) =>
    runProgram(
      place.distribution.pgCtl,
      ["stop", "--wait", "--timeout=30", `--mode=${mode}`, `--pgdata=${clusterFolder(place)}`],
      place.account,
    );
  if ((await servingProcess(place)) === undefined) return;
  const stopped = await stop("fast");
  if (stopped.code !== 0 && (await servingProcess(place)) !== undefined) await stop("immediate");
}

export async function hasCluster(place: Place): Promise<boolean> {
  return await exists(join(clusterFolder(place), "PG_VERSION"));
}

/**
 * PostgreSQL heals lock files that name a dead process itself. It is misled by a number that lives on: given
 * to another program, or a zombie whose parent does not collect it (a container without an init).
 */
async function clearMisleadingLocks(place: Place): Promise<void> {
  const sockets = (await readdir(place.folder)).filter((name) => name.startsWith(".s.PGSQL"));
  const locks = sockets.filter((name) => name.endsWith(".lock")).map((name) => join(place.folder, name));
  for (const lock of [join(clusterFolder(place), "postmaster.pid"), ...locks]) {
    const pid = Number((await readFile(lock, "utf8").catch(() => "")).split("\n")[0]);
    if (isTaken(pid)) await rm(lock, { force: true });
  }
}

function isTaken(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Small on purpose: one book, a few processes. Options of the command line win over postgresql.conf. */
function settings(place: Place, port: number, lasting: boolean): string {
  const socket = place.folder.length <= longestSocketFolder ? place.folder : "";
  const options: Record<string, string | number> = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: socket,
    unix_socket_permissions: "0700",
    shared_buffers: "64MB",
    max_connections: 50,
    jit: "off",
    log_checkpoints: "off",
    ...(lasting ? {} : { fsync: "off", full_page_writes: "off", synchronous_commit: "off" }),
  };
  return Object.entries(options)
    .map(([name, value]) => `-c ${name}='${String(value).replaceAll("'", `'\\''`)}'`)
    .join(" ");
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

/** The command line of a process; empty when it is gone (or gone but for its parent, a zombie). */
async function commandOf(pid: number): Promise<string> {
  if (process.platform === "linux") {
    return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ");
  }
  try {
    return execFileSync("ps", ["-o", "args=", "-ww", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return "";
  }
}

function reason(log: string): string {
  const fatal = log.split("\n").filter((line) => /FATAL|PANIC|error/i.test(line));
  return lastLine(fatal.length > 0 ? fatal.join("\n") : log).replace(/^.*?(FATAL|PANIC):\s*/, "");
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
