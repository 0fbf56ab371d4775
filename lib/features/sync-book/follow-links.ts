import { folderOf, joinPath } from "#lib/core/book/index.ts";
import type { Repository, RepositoryEntry } from "../ports/index.ts";
import type { Warning } from "./sync-run.ts";

/** A link that leads to links that lead to links: deeper is a mistake, or a circle. */
const deepest = 8;
/** So many links are followed in one repository, and none longer than a path can be. */
const most = 2_000;
const longest = 4_096;

/**
 * The files of a tree by path. A symbolic link to a file of the same tree stands for that file; one that leads out of the
 * repository, to a folder or to nothing is left out, with a warning. Nothing outside of the tree is ever looked at.
 */
export async function followLinks(
  repository: Pick<Repository, "read">,
  tree: readonly RepositoryEntry[],
  warnings: Warning[],
): Promise<Map<string, RepositoryEntry>> {
  const files = new Map(
    tree.filter(({ kind }) => kind === "file" || kind === "executable").map((entry) => [entry.path, entry]),
  );
  const links = tree.filter(({ kind, size }) => kind === "symlink" && size <= longest).slice(0, most);
  if (links.length === 0) return files;
  const bytes = await repository.read(links.map(({ blob }) => blob));
  const targets = new Map(links.map(({ path, blob }) => [path, targetOf(path, bytes.get(blob))]));
  const found = new Map<string, RepositoryEntry>();
  for (const { path } of links) {
    let at: string | null = path;
    for (let step = 0; step < deepest && at !== null && targets.has(at); step++) at = targets.get(at) ?? null;
    const file = at === null ? undefined : files.get(at);
    if (file) found.set(path, { ...file, path });
    else if (at === null)
      warnings.push({ message: "This link leads out of the repository and is left out.", path, line: null });
  }
  for (const [path, entry] of found) files.set(path, entry);
  return files;
}

/** Where a link leads, as a path of the tree; null where it leaves it. */
function targetOf(path: string, bytes: Uint8Array | undefined): string | null {
  const target = new TextDecoder().decode(bytes ?? new Uint8Array());
  if (target === "" || target.startsWith("/") || /^[A-Za-z]:|\0|\\/u.test(target)) return null;
  return joinPath(folderOf(path), target);
}
