import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "#lib/adapters/postgres/index.ts";
import { root } from "../bootstrap/runtime.mjs";
import { build } from "../bootstrap/steps.mjs";
import { takeTurns } from "../bootstrap/take-turns.mjs";
import type { Run } from "../start/earlier-run.ts";
import type { BenchBook } from "./book.ts";
import { withoutSettings } from "./settings.ts";

/** The site as `npm start` runs it, on a port and in a folder of its own. */
export interface BenchSite {
  url: string;
  databaseUrl: string;
  /** Process ids: what started the others, what serves, what takes jobs. */
  processes: { supervisor: number; web: number; worker: number };
  stop(): Promise<void>;
}

/** Build when sources changed, and start. */
export function startSite(book: BenchBook, dataDir: string): Promise<BenchSite> {
  return startSiteOf(dataDir, {
    BOOK_REMOTE: book.folder,
    ...(book.manifest === undefined ? {} : { BOOK_MANIFEST: book.manifest }),
  });
}

/** The same for a book that these settings name, on a port that they may name. */
export async function startSiteOf(
  dataDir: string,
  settings: Readonly<Record<string, string>>,
): Promise<BenchSite> {
  await takeTurns(root, build);
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: root,
    env: {
      ...withoutSettings(),
      NODE_ENV: "production",
      COLOPHON_DATA_DIR: dataDir,
      PORT: String(await freePort()),
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  let output = "";
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
      if (output.includes("Colophon is ready at")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    child.once("close", () => reject(new Error(`The site ended before it was ready:\n${output}`)));
  });
  try {
    await ready;
    const run = JSON.parse(await readFile(join(dataDir, "run.json"), "utf8")) as Run;
    const { web, worker } = run.children;
    if (!web || !worker || run.databaseUrl === undefined)
      throw new Error("The site did not say what it runs.");
    return {
      url: run.url,
      databaseUrl: run.databaseUrl,
      processes: { supervisor: run.supervisor.pid, web: web.pid, worker: worker.pid },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
