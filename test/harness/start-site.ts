import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { variableNames } from "#lib/adapters/env/index.ts";
import { freePort } from "#lib/adapters/postgres/index.ts";
import { root } from "../../scripts/bootstrap/runtime.mjs";
import type { Site } from "./site.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/**
 * A site of its own, with these settings besides a folder and a port; built before by the setup of the project `e2e`.
 */
export async function startSite(
  settings: Readonly<Record<string, string>> = {},
): Promise<{ site: Site; stop: () => Promise<void>; output: () => string }> {
  const dataDir = await temporaryFolder("e2e");
  const port = await freePort();
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: root,
    env: { ...withoutSettings(process.env), ...settings, COLOPHON_DATA_DIR: dataDir, PORT: String(port) },
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
    return { site: await siteIn(dataDir), stop, output: () => output };
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
