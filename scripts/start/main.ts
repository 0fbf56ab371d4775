import { randomBytes } from "node:crypto";
import { readEnvironment, secretFile } from "#lib/adapters/env/index.ts";
import { step } from "../bootstrap/progress.mjs";
import type { SupervisedChild } from "./child-process.ts";
import { superviseChild } from "./child-process.ts";
import { openDataFolder } from "./data-folder.ts";
import type { Database } from "./database.ts";
import { needsAdmin, openDatabase, updateDatabase } from "./database.ts";
import type { Run } from "./earlier-run.ts";
import { leaveFolder, markOf, takeFolder, writeRun } from "./earlier-run.ts";
import { answersWithin, checkAddress, ownAddress } from "./listening.ts";
import { prepareBook } from "./prepare-book.ts";
import { Sentence } from "./sentence.ts";
import { welcome } from "./welcome.ts";

type Part = "web" | "worker";

const development = process.argv.includes("--dev");
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : undefined;

const say = (line: string) => process.stdout.write(`${line}\n`);
const children: Partial<Record<Part, SupervisedChild>> = {};
const stopped = new AbortController();
let database: Promise<Database> | undefined;
let folder: { path: string; run: Run } | undefined;

// Before anything is started, so that there is no moment in which a signal leaves something behind.
process.on("SIGINT", () => void stop(0));
process.on("SIGTERM", () => void stop(0));
process.on("SIGHUP", () => void stop(0));
// A terminal that was closed must not keep the rest from being stopped.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

try {
  await start();
} catch (error) {
  if (!stopped.signal.aborted) {
    process.stderr.write(
      `\n${error instanceof Sentence ? error.message : ((error as Error).stack ?? error)}\n`,
    );
    await stop(1);
  }
}

async function start(): Promise<void> {
  if (only !== undefined && only !== "web" && only !== "worker")
    throw new Sentence("--only is followed by web or worker.");
  const outcome = readEnvironment({ ...process.env, ...(development && { NODE_ENV: "development" }) });
  if (!outcome.ok) throw new Sentence(outcome.problem.message);
  const environment = outcome.value;
  if (process.argv.includes("--check-settings")) process.exit(0);
  const { host, port, publicUrl } = environment.web;

  const dataDir = await openDataFolder(environment.dataDir);
  const run: Run = { supervisor: markOf(process.pid), children: {}, url: publicUrl };
  await takeFolder(dataDir, run, say);
  folder = { path: dataDir, run };
  if (only !== "worker") await checkAddress(host, port);

  database = openDatabase(environment, dataDir, { say, onLost: (sentence) => giveUp(sentence) });
  const { url: databaseUrl } = await database;
  if (stopped.signal.aborted) return;
  await updateDatabase(databaseUrl);
  const book = await step("Preparing the book", () => prepareBook(environment, dataDir, process.cwd()));
  Object.assign(run, {
    databaseUrl,
    bookRemote: book.remote,
    bookId: book.id,
    bookSample: environment.book.sample,
  });
  writeRun(dataDir, run);
  if (stopped.signal.aborted) return;

  const setupCode = environment.setupCode ?? randomBytes(15).toString("base64url");
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: development ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    // Many threads each keeping their own freed memory make a small machine swap.
    MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? "2",
    COLOPHON_DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: environment.authSecret ?? (await secretFile(dataDir)),
    PORT: String(port),
    HOST: host,
    PUBLIC_URL: publicUrl,
    // Addresses that next-auth makes are the public ones, whatever a request says of its host.
    AUTH_URL: new URL(publicUrl).origin,
    BOOK_REMOTE: book.remote,
    BOOK_ID: book.id,
    // Told apart from a book that somebody named: what is set up on the page /setup goes before the sample.
    SETUP_CODE: setupCode,
    BOOK_SAMPLE: environment.book.sample ? "on" : "off",
  };
  const serve = ["--max-semi-space-size=8", "scripts/start/web.ts", ...(development ? ["--dev"] : [])];
  if (only !== "worker") children.web = begin("web", serve, env, run);
  if (only !== "web")
    children.worker = begin("worker", ["--max-semi-space-size=8", "scripts/worker.ts"], env, run);

  if (children.web !== undefined) {
    const address = ownAddress(host, port);
    const answered = await step("Waiting for the first page", () =>
      answersWithin(address, 120, stopped.signal),
    );
    if (stopped.signal.aborted) return;
    if (!answered)
      throw new Sentence(`The site did not answer at ${address} within two minutes. What it wrote is above.`);
  }
  for (const child of Object.values(children)) child.proven();
  say(
    children.web === undefined
      ? "\nThe worker is running. Stop it with Ctrl-C."
      : welcome(environment, dataDir, (await needsAdmin(databaseUrl)) ? setupCode : null),
  );
}

function begin(part: Part, args: string[], env: NodeJS.ProcessEnv, run: Run): SupervisedChild {
  return superviseChild({
    args,
    env,
    onLine: (line) => say(`${part.padEnd(6)} | ${line}`),
    onStart: (mark) => {
      run.children[part] = mark;
      noteRun();
    },
    onGivenUp: () =>
      giveUp(
        `The ${part} process could not be kept running, so everything is stopped. Its last words are above.`,
      ),
  });
}

/** Note what runs, for a later start to find. A disk that is full at this moment must not end what runs. */
function noteRun(): void {
  if (folder === undefined) return;
  try {
    writeRun(folder.path, folder.run);
  } catch (error) {
    say(`What runs could not be noted in ${folder.path}: ${(error as Error).message}.`);
  }
}

function giveUp(sentence: string): void {
  if (stopped.signal.aborted) return;
  process.stderr.write(`\n${sentence}\n`);
  void stop(1);
}

/** Stop everything in order: what takes requests, what takes jobs, what keeps the data. The second call does not wait. */
async function stop(code: number): Promise<void> {
  if (stopped.signal.aborted) {
    children.web?.kill();
    children.worker?.kill();
    return;
  }
  stopped.abort();
  const began = Date.now();
  if (folder !== undefined) folder.run.stopping = true;
  noteRun();
  await children.web?.stop().catch(report);
  await children.worker?.stop().catch(report);
  // A database that is only just starting is waited for, so that it does not stay behind.
  await database?.then((each) => each.stop()).catch(() => undefined);
  if (folder !== undefined) await leaveFolder(folder.path).catch(report);
  if (code === 0)
    say(
      `\nStopped${Date.now() - began > 1000 ? ` after ${Math.round((Date.now() - began) / 1000)} s` : ""}.`,
    );
  process.exit(code);
}

function report(error: unknown): void {
  process.stderr.write(`${(error as Error).message}\n`);
}
