import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gitEnvironment } from "./git/run-git.ts";
import { type Forge, type ForgeOptions, startForge } from "./start-forge.ts";

const run = promisify(execFile);

/**
 * A forge for as long as a test needs it. Afterwards it is closed, which holds what was said to GitHub's description;
 * where the test failed, its own failure is what is reported.
 */
export async function useForge(options: ForgeOptions, body: (forge: Forge) => Promise<void>): Promise<void> {
  const forge = await startForge(options);
  try {
    await body(forge);
  } catch (error) {
    await forge.close().catch((also: Error) => {
      if (error instanceof Error) error.message += `\n${also.message}`;
    });
    throw error;
  }
  await forge.close();
}

/** The same as a whole test, on the first of March 2026. */
export function withForge(body: (forge: Forge) => Promise<void>): () => Promise<void> {
  return () => useForge({ clock: () => Date.parse("2026-03-01T10:00:00Z") }, body);
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
