import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { cleanServerText, unreachable } from "./explain-failure.ts";
import { createBare, hasCommit, inside, isAncestor, type Mirror, resolveRef, withRemote } from "./mirror.ts";
import { isBranchName, isObjectId } from "./ref-name.ts";
import { mustGit } from "./run-git.ts";

export interface Fetched {
  branch: string;
  /** Commit the branch is at. */
  head: string;
  /** Commit the caller knew (or the last fetch found); null on the first fetch, or when it is gone for good. */
  previous: string | null;
  /** The branch no longer descends from what was known: it was force-pushed or another branch took its place. */
  rewritten: boolean;
  /** The branch that was followed before, when that was another one. */
  previousBranch: string | null;
  /** Where the remote's server sent us instead of its address, without credentials; null when it did not. */
  movedTo: string | null;
}

export interface FetchProgress {
  /** git's name for the step, such as "Receiving objects". */
  step: string;
  done: number;
  total: number;
  /** Received so far; 0 where git does not say. */
  bytes: number;
}

/**
 * Bring the mirror up to the remote's branch. One cheap question when nothing changed.
 * A commit that the branch leaves behind is kept under refs/kept, so that proposals based on it stay readable.
 * @param branch the branch to follow; null follows the remote's default branch
 * @param known commit the caller last took in; the last fetched one when not given
 * Problems: `book.unreachable` (`at` tells the reason: `remote:auth`, `remote:not-found`, `remote:offline`,
 * `remote:timeout`, `remote:branch`, `remote:empty`…), `storage.full`.
 */
export async function fetchBook(
  mirror: Mirror,
  branch: string | null,
  known: string | null,
  onProgress?: (progress: FetchProgress) => void,
): Promise<Outcome<Fetched>> {
  await createBare(mirror.dir);
  const found = await findBranch(mirror, branch);
  if (!found.ok) return found;
  const { name, head: announced, movedTo } = found.value;
  const ref = `refs/heads/${name}`;

  const { followed, heads } = await mirrorState(mirror);
  const before = known ?? (followed === null ? null : (heads.get(followed) ?? null));
  const old = heads.get(name);
  if (old !== announced) {
    if (old) await keep(mirror, old);
    const fetched = await fetchRef(mirror, ref, onProgress);
    if (!fetched.ok) return fetched;
  }
  const head = old === announced ? announced : await resolveRef(mirror, ref);
  if (!head) throw new Error("The branch vanished between fetching and reading");
  if (followed !== name) await mustGit(["symbolic-ref", "HEAD", ref], inside(mirror));
  const previous = before && (before === head || (await hasCommit(mirror, before))) ? before : null;
  const descends = previous !== null && (previous === head || (await isAncestor(mirror, previous, head)));
  if (previous && !descends) await keep(mirror, previous);
  return ok({
    branch: name,
    head,
    previous,
    rewritten: before !== null && !descends,
    previousBranch: followed !== null && followed !== name ? followed : null,
    movedTo,
  });
}

/** The commit at which the remote says the branch is; null when it says nothing. Writes nothing. */
export async function announcedHead(mirror: Mirror, branch: string | null): Promise<string | null> {
  await createBare(mirror.dir);
  const found = await findBranch(mirror, branch);
  return found.ok ? found.value.head : null;
}

const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

/** All branches of a remote, and which of them it names as its default. */
export async function listBranches(
  mirror: Mirror,
): Promise<Outcome<{ branches: string[]; preferred: string | null }>> {
  await createBare(mirror.dir);
  const listed = await listRefs(mirror, ["HEAD", "refs/heads/*"]);
  if (!listed.ok) return listed;
  const branches = [...listed.value.refs.keys()]
    .filter((ref) => ref.startsWith("refs/heads/"))
    .map((ref) => ref.slice("refs/heads/".length))
    .filter(isBranchName)
    .sort();
  return ok({ branches, preferred: listed.value.headBranch });
}

/** Fetch one ref of the remote under the same name. */
export async function fetchRef(
  mirror: Mirror,
  ref: string,
  onProgress?: (progress: FetchProgress) => void,
): Promise<Outcome<null>> {
  const args = [
    "fetch",
    "--progress",
    "--no-tags",
    "--no-write-fetch-head",
    "--force",
    "--",
    mirror.remote.url,
  ];
  const onLine = (line: string) => {
    const step = /^(?:remote: )?([A-Z][a-z ]+): +\d+% \((\d+)\/(\d+)\)(?:, ([\d.]+) (bytes|[KMGT]iB))?/.exec(
      line,
    );
    if (!step) return;
    const bytes = Math.round(Number(step[4] ?? 0) * 1024 ** Math.max(0, units.indexOf(step[5] ?? "")));
    onProgress?.({ step: step[1]!, done: Number(step[2]), total: Number(step[3]), bytes });
  };
  let { result, secrets } = await withRemote(mirror, [...args, `+${ref}:${ref}`], { onLine });
  if (
    result.code !== 0 &&
    /cannot lock ref|Unable to create .*\.lock|cannot update ref/.test(result.stderr)
  ) {
    // Another process fetched the same branch at this moment; what it wrote is what we want.
    ({ result, secrets } = await withRemote(mirror, [...args, `+${ref}:${ref}`], { onLine }));
  }
  return result.code === 0 ? ok(null) : unreachable(result, mirror.remote.shown, secrets);
}

async function findBranch(
  mirror: Mirror,
  wanted: string | null,
): Promise<Outcome<{ name: string; head: string; movedTo: string | null }>> {
  if (wanted !== null && !isBranchName(wanted)) {
    return refuse(
      "book.unreachable",
      "The branch in the book's settings is not a possible branch name.",
      "remote:branch",
    );
  }
  const patterns = wanted === null ? ["HEAD"] : [`refs/heads/${wanted}`];
  const first = await listRefs(mirror, patterns);
  if (!first.ok) return first;
  const { refs, headBranch, movedTo } = first.value;
  const name = wanted ?? headBranch;
  const head = name === null ? undefined : (refs.get(`refs/heads/${name}`) ?? refs.get("HEAD"));
  if (name !== null && head && isBranchName(name)) return ok({ name, head, movedTo });

  // The remote names no usable default branch, or the branch asked for is gone: look at all of them.
  const all = await listRefs(mirror, ["refs/heads/*"]);
  if (!all.ok) return all;
  const branches = [...all.value.refs.keys()]
    .map((ref) => ref.slice("refs/heads/".length))
    .filter(isBranchName);
  const shown = mirror.remote.shown;
  if (branches.length === 0) {
    return refuse(
      "book.unreachable",
      `The repository at ${shown} is still empty. Add the book's first files to it.`,
      "remote:empty",
    );
  }
  if (wanted !== null) {
    const gone = `There is no branch “${wanted}” at ${shown}. It may have been renamed or deleted; choose another one.`;
    return refuse("book.unreachable", gone, "remote:branch");
  }
  const likely =
    ["main", "master"].find((each) => branches.includes(each)) ??
    (branches.length === 1 ? branches[0] : null);
  if (!likely) {
    const many = `The repository at ${shown} has no default branch. Name the book's branch in the settings.`;
    return refuse("book.unreachable", many, "remote:branch");
  }
  return ok({ name: likely, head: all.value.refs.get(`refs/heads/${likely}`)!, movedTo });
}

interface RemoteRefs {
  refs: Map<string, string>;
  /** The branch that HEAD points to. */
  headBranch: string | null;
  movedTo: string | null;
}

/** Ask the remote for refs. Patterns match the end of names at the remote, so callers look up exact ones. */
export async function listRefs(mirror: Mirror, patterns: readonly string[]): Promise<Outcome<RemoteRefs>> {
  const args = ["ls-remote", "--symref", "--quiet", "--", mirror.remote.url, ...patterns];
  const { result, secrets } = await withRemote(mirror, args);
  if (result.code !== 0) return unreachable(result, mirror.remote.shown, secrets);
  const refs = new Map<string, string>();
  let headBranch: string | null = null;
  for (const line of result.stdout.toString("utf8").split("\n")) {
    const [left = "", name = ""] = line.split("\t");
    if (name === "HEAD" && left.startsWith("ref: refs/heads/"))
      headBranch = left.slice("ref: refs/heads/".length);
    else if (isObjectId(left)) refs.set(name, left);
  }
  const redirect = /^warning: redirecting to (\S+)/mu.exec(result.stderr)?.[1] ?? null;
  const movedTo = redirect && cleanServerText(redirect, secrets).replace(/\/(?:info\/refs.*)?$/u, "");
  return ok({ refs, headBranch, movedTo });
}

/** The branch this mirror followed last (null before the first fetch), and where its branches are. */
export async function mirrorState(
  mirror: Pick<Mirror, "dir">,
): Promise<{ followed: string | null; heads: Map<string, string> }> {
  const heads = new Map<string, string>();
  let followed: string | null = null;
  if (!existsSync(join(mirror.dir, "HEAD"))) return { followed, heads };
  const args = ["for-each-ref", "--format=%(HEAD)%(objectname) %(refname)", "refs/heads"];
  for (const line of (await mustGit(args, inside(mirror))).toString("utf8").split("\n")) {
    const found = /^([* ])([0-9a-f]+) refs\/heads\/(.+)$/.exec(line);
    if (!found) continue;
    heads.set(found[3]!, found[2]!);
    if (found[1] === "*") followed = found[3]!;
  }
  return { followed, heads };
}

async function keep(mirror: Mirror, commit: string): Promise<void> {
  await mustGit(["update-ref", `refs/kept/${commit}`, commit], inside(mirror));
}
