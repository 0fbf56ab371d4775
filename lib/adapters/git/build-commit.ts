import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { entryKind, readTree, type TreeEntry } from "./book-tree.ts";
import { inside, type Mirror } from "./mirror.ts";
import { objectId } from "./ref-name.ts";
import { clashKey, foldersAbove, pathFault } from "./repository-path.ts";
import { mustGit } from "./run-git.ts";

export interface Signature {
  name: string;
  email: string;
  /** ISO 8601; whole seconds count, recorded as UTC. */
  date: string;
}

export interface FileChange {
  path: string;
  /** New bytes, or null to delete. A file that exists keeps its mode. */
  content: string | Uint8Array | null;
  /** Mode of a new file. */
  executable?: boolean;
}

export interface CommitDraft {
  /** Parent; null starts a history. */
  base: string | null;
  changes: readonly FileChange[];
  author: Signature;
  committer: Signature;
  message: string;
}

const maxMessageBytes = 64 * 1024;

/**
 * Write the commit into the mirror. The same draft gives the same id, on any machine: that is what makes a
 * publication safe to repeat.
 * Problems: `input.invalid` (`at` names the path), `proposal.empty` when nothing differs from the base.
 */
export async function buildCommit(mirror: Pick<Mirror, "dir">, draft: CommitDraft): Promise<Outcome<string>> {
  const faulty =
    messageFault(draft.message) ?? signatureFault(draft.author) ?? signatureFault(draft.committer);
  if (faulty) return refuse("input.invalid", faulty);
  const tree = draft.base === null ? [] : await readTree(mirror, draft.base);
  const checked = checkChanges(tree, draft.changes);
  if (!checked.ok) return checked;

  const width = draft.base?.length ?? 40;
  const lines: string[] = [];
  for (const { change, mode, before } of checked.value) {
    const blob = change.content === null ? null : await writeBlob(mirror, change.content);
    if (blob === before) continue;
    lines.push(`${blob === null ? "0" : mode} ${blob ?? "0".repeat(width)}\t${change.path}\0`);
  }
  if (lines.length === 0) return refuse("proposal.empty", "Nothing in the book would change.");
  const scratch = await mkdtemp(join(tmpdir(), "colophon-index-"));
  try {
    const call = { ...inside(mirror), extra: { GIT_INDEX_FILE: join(scratch, "index") } };
    await mustGit(draft.base === null ? ["read-tree", "--empty"] : ["read-tree", objectId(draft.base)], call);
    await mustGit(["update-index", "-z", "--index-info"], { ...call, input: lines.join("") });
    const written = (await mustGit(["write-tree"], call)).toString().trim();
    return ok(await commitTree(mirror, written, draft.base, draft));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Write a commit object for a tree that is in the repository already. */
export async function commitTree(
  mirror: Pick<Mirror, "dir">,
  tree: string,
  parent: string | null,
  { author, committer, message }: Pick<CommitDraft, "author" | "committer" | "message">,
): Promise<string> {
  const seconds = (date: string) => `@${Math.floor(Date.parse(date) / 1000)} +0000`;
  const extra = {
    GIT_AUTHOR_NAME: tidyName(author.name),
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: seconds(author.date),
    GIT_COMMITTER_NAME: tidyName(committer.name),
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: seconds(committer.date),
  };
  const args = [
    "commit-tree",
    objectId(tree),
    ...(parent === null ? [] : ["-p", objectId(parent)]),
    "-F",
    "-",
  ];
  const input = `${message.replace(/\r\n?/g, "\n").trimEnd()}\n`;
  return (await mustGit(args, { ...inside(mirror), extra, input })).toString().trim();
}

async function writeBlob(mirror: Pick<Mirror, "dir">, content: string | Uint8Array): Promise<string> {
  const args = ["hash-object", "-w", "--no-filters", "--stdin"];
  return (await mustGit(args, { ...inside(mirror), input: content })).toString().trim();
}

/** A name on one line, without what git's format gives a meaning to, and of bearable length. */
function tidyName(name: string): string {
  return [
    ...name
      .replace(/[\p{Cc}<>\u2028\u2029]+/gu, " ")
      .replace(/\s+/g, " ")
      .trim(),
  ]
    .slice(0, 120)
    .join("");
}

function signatureFault({ name, email, date }: Signature): string | null {
  if (!name.isWellFormed() || !/[^\s.,:;<>"\\']/.test(tidyName(name)))
    return "The author's name is empty or broken.";
  if (email.length > 254 || !/^[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+$/u.test(email)) {
    return "The author's mail address cannot be written into the book's history.";
  }
  return Date.parse(date) >= 0 ? null : "The date cannot be written into the book's history.";
}

function messageFault(message: string): string | null {
  if (!message.isWellFormed() || message.includes("\0")) return "The message holds broken characters.";
  if (message.trim() === "") return "The message is empty.";
  return Buffer.byteLength(message) > maxMessageBytes ? "The message is too long." : null;
}

/** Check all changes against the base tree and each other; pair each with the mode it is written with and the blob it replaces. */
function checkChanges(
  tree: readonly TreeEntry[],
  changes: readonly FileChange[],
): Outcome<{ change: FileChange; mode: string; before: string | null }[]> {
  const entries = new Map(tree.map((entry) => [entry.path, entry]));
  const no = (message: string, path: string) => refuse("input.invalid", message, path);
  const seen = new Set<string>();
  for (const { path, content } of changes) {
    const entry = entries.get(path);
    const fault = pathFault(path, entry !== undefined);
    if (fault) return no(fault, path);
    if (seen.has(path)) return no("The same file appears twice.", path);
    seen.add(path);
    if (content === null && !entry) return no("There is no such file to delete.", path);
    if (typeof content === "string" && !content.isWellFormed())
      return no("The text holds broken characters.", path);
    if (entry?.kind === "symlink" || entry?.kind === "submodule")
      return no("This is a link to somewhere else and is not edited here.", path);
  }
  const after = tree.filter((entry) => !seen.has(entry.path)).map((entry) => entry.path);
  const files = new Set(after);
  const spelling = new Map<string, string>();
  for (const path of after)
    for (const each of [...foldersAbove(path), path]) spelling.set(clashKey(each), each);
  const folders = new Set(after.flatMap(foldersAbove));
  for (const { path, content } of changes) {
    if (content === null) continue;
    if (folders.has(path)) return no("There is a folder of that name.", path);
    for (const each of [...foldersAbove(path), path]) {
      // Covers files, symlinks and submodules in place of a folder: writing never goes through one.
      if (each !== path && files.has(each))
        return no(`“${each}” is a file, so nothing can be put below it.`, path);
      const other = spelling.get(clashKey(each));
      const untouched = entries.has(path) && each === path;
      if (other !== undefined && other !== each && !untouched) {
        return no(`“${other}” exists already and differs only in upper and lower case or accents.`, path);
      }
      spelling.set(clashKey(each), each);
      if (each !== path) folders.add(each);
    }
    files.add(path);
  }
  return ok(
    changes.map((change) => {
      const entry = entries.get(change.path);
      return { change, mode: modeOf(entry, change), before: entry?.blob ?? null };
    }),
  );
}

function modeOf(entry: TreeEntry | undefined, change: FileChange): string {
  const executable = entry ? entryKind(entry.mode) === "executable" : change.executable === true;
  return executable ? "100755" : "100644";
}
