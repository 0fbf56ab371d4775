import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** git holds these for milliseconds; one of this age belongs to a process that was killed. */
const oldMs = 60_000;

/**
 * Remove lock files that a killed git left in a repository of ours, which would otherwise refuse every later change.
 * @param now milliseconds since 1970
 */
export async function clearStaleLocks(gitDir: string, now: number): Promise<void> {
  const refs = await readdir(join(gitDir, "refs"), { recursive: true }).catch(() => []);
  const candidates = [
    "HEAD.lock",
    "packed-refs.lock",
    "config.lock",
    ...refs.map((name) => join("refs", name)),
  ];
  for (const name of candidates.filter((each) => each.endsWith(".lock"))) {
    const path = join(gitDir, name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile() && now - found.mtimeMs > oldMs) await rm(path, { force: true });
  }
}
