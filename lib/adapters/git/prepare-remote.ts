import { realpath } from "node:fs/promises";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { copyWorkTree, type FolderImport, type Imported, importFolder } from "./import-folder.ts";
import { isBranchName } from "./ref-name.ts";
import { describeRemote, parseRemote, type RemoteKind } from "./remote-address.ts";
import { runGit } from "./run-git.ts";

export interface PreparedRemote {
  kind: Exclude<RemoteKind, "missing">;
  /** What to give `createGitBook`; the address as written (with its credentials), or a folder on this machine. */
  remote: string;
  /** What was taken in, when the book is a copy on this machine. */
  imported: Imported | null;
  /** A sentence for the admin when there is something to know. */
  note: string | null;
}

/**
 * Turn the setting BOOK_REMOTE into a remote that can be read and published to.
 * A plain folder is imported into a bare repository. A work tree is used as it is when git will let its branch be
 * moved; when the branch is checked out there, git refuses, so a bare copy with the same history takes its place and
 * the note says how to bring what is published back.
 * Problems: `book.unreachable` (`at` "remote:address", "remote:missing" or "remote:empty").
 */
export async function prepareRemote(
  wanted: Omit<FolderImport, "folder"> & { value: string },
): Promise<Outcome<PreparedRemote>> {
  const address = parseRemote(wanted.value);
  if (!address.ok) return address;
  const kind = describeRemote(wanted.value);
  const path = address.value.url;
  if (kind === "missing") {
    return refuse(
      "book.unreachable",
      `There is nothing at ${address.value.shown}. Check the folder's name.`,
      "remote:missing",
    );
  }
  if (kind === "url") return ok({ kind, remote: wanted.value.trim(), imported: null, note: null });
  if (kind === "bare") return ok({ kind, remote: path, imported: null, note: null });
  if (kind === "folder") {
    const imported = await importFolder({ ...wanted, folder: path });
    const note =
      imported.state === "diverged"
        ? `The files in ${path} changed, but so did the book here (something was published), so the files were not taken in again.`
        : null;
    return ok({ kind, remote: wanted.bareDir, imported, note });
  }
  return prepareWorkTree(path, wanted.bareDir, wanted.branch);
}

async function prepareWorkTree(
  path: string,
  bareDir: string,
  branch?: string,
): Promise<Outcome<PreparedRemote>> {
  const kind = "work-tree";
  const checkedOut = await inWorkTree(path, ["symbolic-ref", "--quiet", "--short", "HEAD"]);
  const name = branch ?? checkedOut;
  if (!name || !isBranchName(name)) {
    return refuse(
      "book.unreachable",
      `${path} has no branch checked out. Name the book's branch in the settings.`,
      "remote:empty",
    );
  }
  const rule = await inWorkTree(path, ["config", "--local", "--get", "receive.denyCurrentBranch"]);
  if (name !== checkedOut || rule === "updateInstead") {
    return ok({ kind, remote: await realpath(path), imported: null, note: null });
  }
  const imported = await copyWorkTree(path, bareDir, name);
  if (!imported) {
    return refuse(
      "book.unreachable",
      `${path} has nothing committed on its branch “${name}” yet.`,
      "remote:empty",
    );
  }
  const how = `git -C ${path} pull ${bareDir} ${name}`;
  const note =
    imported.state === "diverged"
      ? `The branch “${name}” in ${path} and the book here have both moved on. Bring them together there with: ${how}`
      : `The branch “${name}” is checked out in ${path}, so the book is published to a copy. To bring it back: ${how}`;
  return ok({ kind, remote: bareDir, imported, note });
}

/** Ask the work tree's own repository something; null when it has no answer. */
async function inWorkTree(path: string, args: readonly string[]): Promise<string | null> {
  const result = await runGit(["-C", path, ...args]);
  return result.code === 0 ? result.stdout.toString().trim() : null;
}
