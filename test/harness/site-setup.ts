import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { variableNames } from "#lib/adapters/env/index.ts";
import { freePort } from "#lib/adapters/postgres/index.ts";
import { root } from "../../scripts/bootstrap/runtime.mjs";
import { build } from "../../scripts/bootstrap/steps.mjs";
import { takeTurns } from "../../scripts/bootstrap/take-turns.mjs";
import type { Site } from "./site.ts";
import { clearAbandonedFolders, temporaryFolder } from "./temporary-folder.ts";

/**
 * Build if sources changed, then start the site with `scripts/start.mjs` as a person would, in a folder of its
 * own. A site that cannot be had fails the tests that ask for it, and leaves the others to run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    await clearAbandonedFolders();
    await takeTurns(root, build);
    const running = await start();
    project.provide("site", running.site);
    return running.stop;
  } catch (error) {
    project.provide("site", { failure: `There is no site to visit. ${(error as Error).message}` });
    return async () => undefined;
  }
}

async function start(): Promise<{ site: Site; stop: () => Promise<void> }> {
  const dataDir = await temporaryFolder("e2e");
  const port = await freePort();
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: root,
    env: { ...withoutSettings(process.env), COLOPHON_DATA_DIR: dataDir, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let output = "";
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Colophon is ready at")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    child.once("close", () => reject(new Error(`scripts/start.mjs ended before it was ready:\n${output}`)));
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await ready;
    return { site: await siteIn(dataDir), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function siteIn(dataDir: string): Promise<Site> {
  const run = JSON.parse(await readFile(join(dataDir, "run.json"), "utf8"));
  return { appUrl: run.url, databaseUrl: run.databaseUrl, bookRemote: run.bookRemote, dataDir };
}

/** The settings of the person who runs the tests must not decide what is tested. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !variableNames.includes(name) && name !== "VITEST"),
  ) as NodeJS.ProcessEnv;
}
