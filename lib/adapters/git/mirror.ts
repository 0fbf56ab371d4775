import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { GitCredentials } from "./git-environment.ts";
import { objectId } from "./ref-name.ts";
import type { RemoteAddress } from "./remote-address.ts";
import { type GitCall, type GitResult, mustGit, runGit } from "./run-git.ts";
import { clearStaleLocks } from "./stale-locks.ts";

/** Who signs in where; asked for at each use, since tokens expire in mid-flight. */
export type CredentialSource = () => Promise<GitCredentials | null>;

/** A bare repository of ours that follows a remote. */
export interface Mirror {
  dir: string;
  remote: RemoteAddress;
  /** Milliseconds of silence after which the remote counts as not answering. */
  timeoutMs: number;
  credentials: CredentialSource;
}

/** Create the bare repository if it is not there yet, or free it of what a crash left. Two processes may try at once: the rename decides. */
export async function createBare(dir: string): Promise<void> {
  if (existsSync(join(dir, "HEAD"))) return clearStaleLocks(dir, Date.now());
  await mkdir(dirname(dir), { recursive: true });
  const fresh = `${dir}.new-${process.pid}-${process.hrtime.bigint()}`;
  await mustGit(["init", "--bare", "--quiet", "--initial-branch=main", "--template=", fresh], {});
  await mkdir(join(fresh, "info"), { recursive: true });
  // For imports: files go in byte for byte, whatever .gitattributes inside the folder asks for.
  await writeFile(join(fresh, "info", "attributes"), "* -text -ident -filter -working-tree-encoding\n");
  await writeFile(globalConfigOf(fresh), "[safe]\n\tdirectory = *\n");
  try {
    await rename(fresh, dir);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(join(dir, "HEAD"))) throw error;
  }
}

/** Stands in for the user's configuration; reaches the far end of a local remote, which `GIT_CONFIG_COUNT` does not. */
export function globalConfigOf(dir: string): string {
  return join(dir, "colophon.gitconfig");
}

/** Milliseconds of silence for work on our own disk, which a busy machine may slow down. */
const localTimeoutMs = 120_000;

/** Call options for reading and writing inside the mirror. */
export function inside(mirror: Pick<Mirror, "dir">): GitCall {
  return { gitDir: mirror.dir, globalConfig: globalConfigOf(mirror.dir), timeoutMs: localTimeoutMs };
}

/** Run a command that talks to the remote; also returns the words that must not be shown. */
export async function withRemote(
  mirror: Mirror,
  args: readonly string[],
  call: GitCall = {},
): Promise<{ result: GitResult; secrets: string[] }> {
  const given = (await mirror.credentials()) ?? mirror.remote.credentials;
  const origin = mirror.remote.origin;
  if (given && /[\r\n\0]/.test(given.username + given.password))
    throw new Error("Credentials hold a line break");
  const credentials = given && origin ? { origin, given } : undefined;
  const result = await runGit(args, { ...inside(mirror), timeoutMs: mirror.timeoutMs, ...call, credentials });
  return { result, secrets: given ? [given.password] : [] };
}

/** The commit a ref of the mirror names, or null. */
export async function resolveRef(mirror: Pick<Mirror, "dir">, ref: string): Promise<string | null> {
  const result = await runGit(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`], inside(mirror));
  return result.code === 0 ? result.stdout.toString().trim() : null;
}

/** Whether the mirror holds this commit. */
export async function hasCommit(mirror: Pick<Mirror, "dir">, commit: string): Promise<boolean> {
  const result = await runGit(["cat-file", "-e", `${objectId(commit)}^{commit}`], inside(mirror));
  return result.code === 0;
}

/** Whether `older` is `newer` or lies behind it. Both must be in the mirror. */
export async function isAncestor(
  mirror: Pick<Mirror, "dir">,
  older: string,
  newer: string,
): Promise<boolean> {
  const args = ["merge-base", "--is-ancestor", objectId(older), objectId(newer)];
  return (await runGit(args, inside(mirror))).code === 0;
}
