// Runs on Node 20.19 with nothing installed: built-ins only.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { delimiter, dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The lowest Node that can install Colophon. */
export const lowestNode = "20.19.0";
/** The lowest Node that runs TypeScript files as they are; Colophon itself runs on this or later. */
export const lowestRuntime = "22.18.0";

/**
 * Whether `version` is `lowest` or later. Versions are "major.minor.patch", with or without a leading v.
 * @param {string} version
 * @param {string} lowest
 */
export function isAtLeast(version, lowest) {
  const have = numbers(version);
  const want = numbers(lowest);
  for (let index = 0; index < 3; index += 1) {
    if (have[index] !== want[index]) return have[index] > want[index];
  }
  return true;
}

/** @param {string} version */
function numbers(version) {
  const parts = version.replace(/^v/, "").split(/[.-]/).slice(0, 3).map(Number);
  return [parts[0] || 0, parts[1] || 0, parts[2] || 0];
}

/**
 * The Node that Colophon runs on: the running one when it is new enough, else the one that npm installed
 * beside the other packages. Undefined when there is neither.
 * @returns {string | undefined}
 */
export function runtimeNode() {
  if (isAtLeast(process.versions.node, lowestRuntime)) return process.execPath;
  const installed = join(root, "node_modules", ".bin", "node");
  return existsSync(installed) ? installed : undefined;
}

export const noRuntime = `Colophon runs on Node ${lowestRuntime} or later, this is Node ${process.versions.node}, and npm has no newer one for ${process.platform}-${process.arch}. Install it from https://nodejs.org and start again.`;

/**
 * Keep what Node makes of each source file, TypeScript stripped and compiled: the next start is faster, and no process
 * has to hold the compiler. Processes started from here do the same.
 */
export function keepCompiled() {
  const folder = join(root, "node_modules", ".cache", "compiled");
  process.env.NODE_COMPILE_CACHE ??= folder;
  // From Node 22.1 on; the runtime is later, the installer may be older.
  nodeModule.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
}

/** PATH without the node_modules/.bin folders that npm puts in front: leads to the machine's own npm and Node. */
export function systemPath() {
  const added = join(sep, "node_modules", ".bin");
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.filter((folder) => !folder.endsWith(added)).join(delimiter);
}

/**
 * When a script was started by a Node that is too old for it, run it again under the right one and end with
 * its exit code; otherwise return. Signals are passed on.
 * @param {string} url import.meta.url of the script
 */
export async function switchRuntime(url) {
  const node = runtimeNode();
  if (node === process.execPath) return;
  if (node === undefined) leave(noRuntime);
  const child = spawn(node, [fileURLToPath(url), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal));
  await new Promise(() => {
    child.on("error", (error) => leave(`${node} did not start: ${error.message}.`));
    child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
  });
}

/** What keeps Colophon from getting ready; its message is for the person at the terminal. */
export class Unready extends Error {}

/**
 * End with one sentence for the person at the terminal.
 * @param {string} sentence
 * @returns {never}
 */
export function leave(sentence) {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}
