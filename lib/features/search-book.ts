import {
  folderManifest,
  linkTarget,
  type Manifest,
  manifestCandidates,
  readManifest,
} from "#lib/core/book/index.ts";
import type { BookSearch, FoundManifest } from "#lib/core/connection/index.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { Connections, Repository } from "./ports/index.ts";

/** Manifests that are read; books with more variants than that were not seen. */
const most = 24;

/**
 * Look at a repository that is not the book yet: its branches, and on one of them every manifest with its title and the
 * number of its chapters. What is found is noted, and so is why nothing is.
 */
export async function searchBook(
  ports: {
    connections: Pick<Connections, "noteSearch">;
    repository: Pick<Repository, "tree" | "read"> & {
      fetch(): Promise<Outcome<{ branch: string; head: string }>>;
      branches(): Promise<Outcome<{ branches: string[]; preferred: string | null }>>;
    };
  },
  search: BookSearch,
): Promise<Outcome<BookSearch>> {
  const { repository, connections } = ports;
  const end = async (change: Partial<BookSearch>) => {
    const ended = { ...search, step: "", ...change };
    await connections.noteSearch(ended);
    return ended;
  };
  const listed = await repository.branches();
  if (!listed.ok) {
    await end({ state: "failed", problem: listed.problem.message });
    return listed;
  }
  const fetched = await repository.fetch();
  if (!fetched.ok) {
    await end({ state: "failed", problem: fetched.problem.message, branches: listed.value.branches });
    return fetched;
  }
  const tree = (await repository.tree(fetched.value.head)).filter(
    (entry) => entry.kind === "file" || entry.kind === "executable",
  );
  const blobs = new Map(tree.map((entry) => [entry.path, entry.blob]));
  const read = async (path: string) => {
    const blob = blobs.get(path);
    const bytes = blob === undefined ? undefined : (await repository.read([blob])).get(blob);
    return bytes && new TextDecoder().decode(bytes);
  };
  const manifests = await listManifests(new Set(blobs.keys()), read);
  return ok(
    await end({
      state: "done",
      problem: null,
      branches: listed.value.branches,
      branch: fetched.value.branch,
      manifests,
      files: tree.length,
      bytes: tree.reduce((sum, entry) => sum + entry.size, 0),
    }),
  );
}

/** Every manifest, the likeliest first, and the folder itself where it holds text. */
async function listManifests(
  names: ReadonlySet<string>,
  read: (path: string) => Promise<string | undefined>,
): Promise<FoundManifest[]> {
  const found: FoundManifest[] = [];
  for (const candidate of manifestCandidates(names).slice(0, most)) {
    const text = await read(candidate);
    if (text === undefined) continue;
    const target = linkTarget(text, candidate, names);
    const manifest = readManifest(target ? ((await read(target)) ?? "") : text, target ?? candidate, names);
    found.push(describe(candidate, manifest));
  }
  // Those that name chapters go first; within them the order of likelihood stays.
  found.sort((a, b) => Number(b.chapters > 0) - Number(a.chapters > 0));
  const folder = folderManifest(names);
  return folder.ok ? [...found, describe(null, folder)] : found;
}

function describe(path: string | null, manifest: Outcome<Manifest>): FoundManifest {
  if (!manifest.ok) return { path, kind: null, title: null, chapters: 0, problem: manifest.problem.message };
  const { kind, title, parts } = manifest.value;
  const chapters = parts.reduce((sum, part) => sum + part.chapters.length, 0);
  return { path, kind, title, chapters, problem: chapters === 0 ? "It names no chapters." : null };
}
