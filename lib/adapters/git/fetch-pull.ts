import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type Change, readChanges } from "./book-tree.ts";
import { fetchRef } from "./fetch-book.ts";
import { createBare, hasCommit, inside, type Mirror, resolveRef } from "./mirror.ts";
import { objectId } from "./ref-name.ts";
import { runGit } from "./run-git.ts";

export interface PulledCommits {
  /** The commit its branch is at. */
  head: string;
  /** Where it left the book's branch; null where they have nothing in common. */
  base: string | null;
  /** From base to head. */
  changes: Change[];
}

/** A commit of the book's branch; `before` names the one that came after it. */
export type PullBase = { commit: string } | { before: string };

/**
 * Fetch a pull request by the ref that GitHub keeps for it in the repository that it asks, which is there also when its
 * fork is gone.
 * @param base has to be fetched already
 */
export async function fetchPull(
  mirror: Mirror,
  number: number,
  base: PullBase,
): Promise<Outcome<PulledCommits>> {
  if (!Number.isSafeInteger(number) || number < 1) throw new Error("Not the number of a pull request");
  await createBare(mirror.dir);
  const ref = `refs/pull/${number}/head`;
  const fetched = await fetchRef(mirror, ref);
  if (!fetched.ok) return fetched;
  const head = await resolveRef(mirror, ref);
  if (!head) throw new Error("The pull request vanished between fetching and reading");
  const from = "commit" in base ? base.commit : await resolveRef(mirror, `${objectId(base.before)}^`);
  const left = from && (await hasCommit(mirror, from)) ? await mergeBase(mirror, from, head) : null;
  return ok({ head, base: left, changes: left === null ? [] : await readChanges(mirror, left, head) });
}

async function mergeBase(mirror: Mirror, one: string, other: string): Promise<string | null> {
  const found = await runGit(["merge-base", objectId(one), objectId(other)], inside(mirror));
  // 1: nothing in common.
  return found.code === 0 ? found.stdout.toString().trim() : null;
}
