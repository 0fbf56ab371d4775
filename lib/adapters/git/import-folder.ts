import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitTree, type Signature } from "./build-commit.ts";
import { createBare, globalConfigOf, isAncestor, resolveRef } from "./mirror.ts";
import { mustGit, runGit } from "./run-git.ts";

export interface Imported {
  /** Head of the bare repository's branch. */
  head: string;
  /**
   * "created": first import. "unchanged": nothing new. "updated": new content went on top. "diverged": there is new
   * content, but the repository has moved on since the last import (something was published), so it was left alone.
   */
  state: "created" | "unchanged" | "updated" | "diverged";
}

export interface FolderImport {
  folder: string;
  /** The bare repository to make or update. */
  bareDir: string;
  branch?: string;
  message: string;
  author: { name: string; email: string };
  /** ISO 8601; with the same folder it gives the same commit. */
  date: string;
  /** More patterns to leave out, in the manner of .gitignore; a .gitignore in the folder counts too. */
  ignore?: readonly string[];
}

/** Where the bare repository remembers what it took in last. */
export const importedRef = "refs/colophon/imported";
const timeoutMs = 120_000;

/**
 * Put the files of a plain folder into a bare repository, byte for byte, symlinks as symlinks. The folder itself is
 * only read. Safe to run again, also by two processes at once.
 */
export async function importFolder(wanted: FolderImport): Promise<Imported> {
  const { bareDir } = wanted;
  const ref = `refs/heads/${wanted.branch ?? "main"}`;
  await createBare(bareDir);
  const repository = { dir: bareDir };
  const head = await resolveRef(repository, ref);
  const last = await resolveRef(repository, importedRef);
  const tree = await writeFolderTree(wanted);
  if (head && last && tree === (await treeOf(bareDir, last))) return { head, state: "unchanged" };
  if (head && head !== last) return { head, state: "diverged" };

  const signature: Signature = { ...wanted.author, date: wanted.date };
  const commit = await commitTree(repository, tree, head, {
    author: signature,
    committer: signature,
    message: wanted.message,
  });
  return advance(bareDir, ref, head, commit, head ? "updated" : "created");
}

/**
 * Follow the committed work of a work tree in a bare copy, history and all, on the branch it has checked out (or the
 * one named). What is not committed there stays out.
 * @returns null when the work tree has no such branch yet
 */
export async function copyWorkTree(
  workTree: string,
  bareDir: string,
  branch: string,
): Promise<Imported | null> {
  await createBare(bareDir);
  const repository = { dir: bareDir };
  const ref = `refs/heads/${branch}`;
  const head = await resolveRef(repository, ref);
  const incoming = "refs/colophon/incoming";
  const args = [
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--",
    await realpath(workTree),
    `+${ref}:${incoming}`,
  ];
  const fetched = await runGit(args, { gitDir: bareDir, globalConfig: globalConfigOf(bareDir), timeoutMs });
  const theirs = fetched.code === 0 ? await resolveRef(repository, incoming) : null;
  if (!theirs) return null;
  if (!head) return advance(bareDir, ref, null, theirs, "created");
  if (await isAncestor(repository, theirs, head)) return { head, state: "unchanged" };
  if (await isAncestor(repository, head, theirs)) return advance(bareDir, ref, head, theirs, "updated");
  return { head, state: "diverged" };
}

async function advance(
  bareDir: string,
  ref: string,
  from: string | null,
  to: string,
  state: "created" | "updated",
): Promise<Imported> {
  const call = { gitDir: bareDir, globalConfig: globalConfigOf(bareDir), timeoutMs };
  const zero = "0".repeat(to.length);
  // Both refs move or neither does, and only from where we saw the branch.
  const input = `start\nupdate ${ref} ${to} ${from ?? zero}\nupdate ${importedRef} ${to}\nprepare\ncommit\n`;
  const moved = await runGit(["update-ref", "--stdin"], { ...call, input });
  const head = await resolveRef({ dir: bareDir }, ref);
  if (moved.code !== 0) {
    if (!head) throw new Error(`The import could not be stored: ${moved.stderr.trim()}`);
    return { head, state: head === to ? "unchanged" : "diverged" };
  }
  await mustGit(["symbolic-ref", "HEAD", ref], call);
  return { head: to, state };
}

/** The folder's files as a tree object, through an index that is thrown away. */
async function writeFolderTree(wanted: FolderImport): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), "colophon-import-"));
  try {
    const excludes = join(scratch, "ignore");
    await writeFile(excludes, `${[".git", ".DS_Store", ...(wanted.ignore ?? [])].join("\n")}\n`);
    const call = {
      gitDir: wanted.bareDir,
      globalConfig: globalConfigOf(wanted.bareDir),
      workTree: await realpath(wanted.folder),
      timeoutMs,
      extra: { GIT_INDEX_FILE: join(scratch, "index") },
    };
    await mustGit(
      [
        "-c",
        `core.excludesFile=${excludes}`,
        "-c",
        "advice.addEmbeddedRepo=false",
        "add",
        "--all",
        "--",
        ".",
      ],
      call,
    );
    return (await mustGit(["write-tree"], call)).toString().trim();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function treeOf(bareDir: string, commit: string): Promise<string> {
  const call = { gitDir: bareDir, globalConfig: globalConfigOf(bareDir) };
  return (await mustGit(["rev-parse", `${commit}^{tree}`], call)).toString().trim();
}
