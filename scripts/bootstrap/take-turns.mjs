// Runs on Node 20.19 with nothing installed: built-ins only.
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Let one process at a time install or build in a folder: `npm test` beside `npm start` waits its turn. The
 * mark is a file in the temp folder with the number of the process that holds it; a dead process holds nothing.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function takeTurns(folder, work) {
  const mark = join(
    tmpdir(),
    `colophon-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}.turn`,
  );
  let told = false;
  while (!take(mark)) {
    const holder = holderOf(mark);
    if (holder === undefined) {
      rmSync(mark, { force: true });
      continue;
    }
    if (!told)
      process.stderr.write(`Waiting for another start of Colophon in this folder (process ${holder}) …\n`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const give = () => rmSync(mark, { force: true });
  process.once("exit", give);
  try {
    return await work();
  } finally {
    process.removeListener("exit", give);
    give();
  }
}

/** @param {string} mark */
function take(mark) {
  try {
    writeFileSync(mark, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} mark */
function holderOf(mark) {
  try {
    const pid = Number(readFileSync(mark, "utf8"));
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM" ? "of another user" : undefined;
  }
}
