// Runs on Node 20.19 with nothing installed: built-ins only.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { isAtLeast, lowestNode } from "./runtime.mjs";

/**
 * What this machine lacks, as one sentence, or undefined when it has all that is needed to begin.
 * @param {{ node: string, hasGit: boolean, folder: string, writeError: string | undefined }} machine
 */
export function whatIsMissing(machine) {
  if (!isAtLeast(machine.node, lowestNode)) {
    return `Colophon needs Node ${lowestNode} or later, and this is Node ${machine.node}. Install a newer one from https://nodejs.org.`;
  }
  if (!machine.hasGit)
    return "Colophon keeps books in Git, and git was not found. Install it from https://git-scm.com.";
  if (machine.writeError !== undefined) {
    return machine.writeError === "ENOSPC"
      ? `The disk that holds ${machine.folder} is full. Free some space and start again.`
      : `The folder ${machine.folder} cannot be written to (${machine.writeError}). Make it yours, or move Colophon to a folder that is.`;
  }
  return undefined;
}

/**
 * Look at this machine.
 * @param {string} folder
 */
export function lookAtMachine(folder) {
  return {
    node: process.versions.node,
    hasGit: spawnSync("git", ["--version"], { stdio: "ignore" }).status === 0,
    folder,
    writeError: tryWriting(folder),
  };
}

/**
 * The code of the error that writing gives. Asking for permission is not enough: root is told yes on a disk that is read-only or full.
 * @param {string} folder
 */
function tryWriting(folder) {
  try {
    rmdirSync(mkdtempSync(join(folder, ".colophon-")));
    return undefined;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code ?? "unknown";
  }
}
