import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runningPostgres, startPostgres } from "#lib/adapters/postgres/index.ts";
import { endProcess, isAlive, markOf, readRun } from "../../scripts/start/earlier-run.ts";

const start = "colophon-test-";

/**
 * A new folder in the temp folder. Others may pass through it: where the tests run as root, the system
 * account that owns the database must reach its data.
 */
export async function temporaryFolder(purpose: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${start}${purpose}-`));
  await chmod(folder, 0o711);
  await writeFile(join(folder, "owner.json"), JSON.stringify(markOf(process.pid)));
  return folder;
}

/** End and remove what test runs left behind that were killed before they could tidy up. */
export async function clearAbandonedFolders(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(start));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    const owner = await readFile(join(folder, "owner.json"), "utf8").catch(() => undefined);
    if (owner === undefined || isAlive(JSON.parse(owner))) continue;
    const run = await readRun(folder);
    for (const mark of run ? [run.supervisor, ...Object.values(run.children)] : []) await endProcess(mark);
    const dataDir = join(folder, "postgres");
    if (await isFolder(dataDir)) {
      if ((await runningPostgres(dataDir)) !== undefined) await (await startPostgres({ dataDir })).stop();
    }
    await rm(folder, { recursive: true, force: true });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return readdir(path).then(
    () => true,
    () => false,
  );
}
