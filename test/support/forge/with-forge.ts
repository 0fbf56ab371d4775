import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gitEnvironment } from "./git/run-git.ts";
import { type Forge, startForge } from "./start-forge.ts";

const run = promisify(execFile);

/** A forge on the first of March 2026, closed (and held to GitHub's description) afterwards. */
export function withForge(body: (forge: Forge) => Promise<void>) {
  return async () => {
    const forge = await startForge({ clock: () => Date.parse("2026-03-01T10:00:00Z") });
    try {
      await body(forge);
    } finally {
      await forge.close();
    }
  };
}

export type Git = (...args: string[]) => Promise<string>;

/** A clone by git itself, and git in it. */
export async function withClone(
  url: string,
  body: (git: Git, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "colophon-clone-"));
  const who = { NAME: "Bo", EMAIL: "bo@example.org" };
  const identity = Object.fromEntries(
    Object.entries(who).flatMap(([name, value]) => [
      [`GIT_AUTHOR_${name}`, value],
      [`GIT_COMMITTER_${name}`, value],
    ]),
  );
  const git: Git = async (...args) =>
    (await run("git", args, { cwd: folder, env: { ...gitEnvironment, ...identity } })).stdout.trim();
  try {
    await git("clone", "-q", url, ".");
    await body(git, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
