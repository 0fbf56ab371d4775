import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { buildCommit, type CommitDraft } from "./build-commit.ts";
import { cleanServerText, remoteFault, unreachable } from "./explain-failure.ts";
import { listRefs } from "./fetch-book.ts";
import { createBare, hasCommit, inside, isAncestor, type Mirror, withRemote } from "./mirror.ts";
import { isBranchName, isObjectId, objectId } from "./ref-name.ts";
import { type GitResult, mustGit } from "./run-git.ts";

export interface Publication extends CommitDraft {
  /** Branch to move. */
  branch: string;
  /** Commit the branch must be at; null when it must not exist yet. The base when not given. */
  expected?: string | null;
}

export interface Published {
  commit: string;
  /** The commit had arrived before, or its arrival was learned by reading back. */
  alreadyThere: boolean;
}

/**
 * Build the commit and move the remote's branch to it by compare-and-swap. Nothing is sent twice: after a failure
 * whose effect is unknown the remote is read back, and calling again with the same input is safe at any time.
 * Problems: `input.invalid`, `proposal.empty`, `publish.branch-moved`, `publish.refused` with the server's reason
 * (with `at` "publish:protected" where the branch takes pull requests only), `book.unreachable` (with `at` "publish:unknown" when it could not be learned whether the commit arrived).
 */
export async function publishCommit(mirror: Mirror, publication: Publication): Promise<Outcome<Published>> {
  const { branch, base } = publication;
  if (!isBranchName(branch)) return refuse("input.invalid", "That is not a possible branch name.", "branch");
  const expected = publication.expected === undefined ? base : publication.expected;
  for (const id of [base, expected]) {
    if (id !== null && !isObjectId(id))
      return refuse("input.invalid", "The base is not a full commit id.", "base");
  }
  await createBare(mirror.dir);
  if (base !== null && !(await hasCommit(mirror, base))) {
    return refuse(
      "publish.branch-moved",
      "The version this was decided on is not known here. Update the book and look again.",
    );
  }
  const built = await buildCommit(mirror, publication);
  if (!built.ok) return built;
  const commit = built.value;
  const ref = `refs/heads/${branch}`;
  const args = [
    "push",
    "--porcelain",
    "--no-verify",
    "--no-progress",
    `--force-with-lease=${ref}:${expected ?? ""}`,
    "--",
    mirror.remote.url,
    `${commit}:${ref}`,
  ];
  // A redirected write could land in another repository: the address has to be corrected first.
  const { result, secrets } = await withRemote(mirror, args, { redirects: false });
  const flag = new RegExp(`^([ +*=!-])\\t${commit}:`, "m").exec(result.stdout.toString("utf8"))?.[1];
  if (result.code === 0 && flag === "=") return ok({ commit, alreadyThere: true });
  if (result.code === 0) return ok({ commit, alreadyThere: false });
  if (result.stopped === "not-installed") return unreachable(result, mirror.remote.shown, secrets);

  const seen = await readBack(mirror, ref, commit);
  if (seen.ok && seen.value.arrived) return ok({ commit, alreadyThere: true });
  const verdict = refusal(result, secrets);
  if (seen.ok ? seen.value.head !== expected : verdict === "moved") {
    return refuse(
      "publish.branch-moved",
      "The book changed in the meantime. Look at the new version and decide again.",
    );
  }
  if (verdict === "moved") {
    return refuse(
      "book.unreachable",
      `${mirror.remote.shown} is busy with another change. Trying again is safe.`,
      "publish:busy",
    );
  }
  if (verdict !== null) {
    // GH006: the branch is protected; GH013: a rule refuses it, which may also be one about what the commit holds.
    const isProtected =
      /\bGH006\b|protected branch/i.test(verdict) ||
      (/\bGH013\b/.test(verdict) && /pull request|status check|merge queue/i.test(verdict));
    return isProtected
      ? refuse("publish.refused", verdict, "publish:protected")
      : refuse("publish.refused", verdict);
  }
  const problem = unreachable(result, mirror.remote.shown, secrets);
  if (seen.ok || remoteFault(result) === "auth") return problem;
  return refuse(
    "book.unreachable",
    `The connection to ${mirror.remote.shown} broke while publishing, and it is not known yet whether the change arrived. Trying again is safe.`,
    "publish:unknown",
  );
}

/**
 * The commit that a branch at the remote is at, with what it says; null where there is no such branch. Its history comes
 * into the mirror. Problem: `book.unreachable`.
 */
export async function standingCommit(
  mirror: Mirror,
  branch: string,
): Promise<Outcome<{ commit: string; committer: string; message: string } | null>> {
  const ref = `refs/heads/${branch}`;
  await createBare(mirror.dir);
  const seen = await readBack(mirror, ref, "0".repeat(40));
  if (!seen.ok) return seen;
  const { head } = seen.value;
  if (head === null || !(await hasCommit(mirror, head))) return ok(null);
  const shown = await mustGit(
    ["show", "--no-patch", "--format=%ce%x00%B", objectId(head), "--"],
    inside(mirror),
  );
  const [committer = "", message = ""] = shown.toString("utf8").split("\0");
  return ok({ commit: head, committer, message });
}

/** Where the remote's branch is now, and whether our commit is in it. */
async function readBack(
  mirror: Mirror,
  ref: string,
  commit: string,
): Promise<Outcome<{ head: string | null; arrived: boolean }>> {
  const refs = await listRefs(mirror, [ref]);
  if (!refs.ok) return refs;
  const head = refs.value.refs.get(ref) ?? null;
  if (head === null || head === commit) return ok({ head, arrived: head === commit });
  if (!(await hasCommit(mirror, head))) {
    const { result, secrets } = await withRemote(mirror, [
      "fetch",
      "--quiet",
      "--no-tags",
      "--no-write-fetch-head",
      "--",
      mirror.remote.url,
      ref,
    ]);
    if (result.code !== 0) return unreachable(result, mirror.remote.shown, secrets);
    if (!(await hasCommit(mirror, head))) return ok({ head, arrived: false });
  }
  return ok({ head, arrived: await isAncestor(mirror, commit, head) });
}

/** "moved" for a lost race, the server's reason for a refusal, null when the failure was on the way. */
function refusal(result: GitResult, secrets: readonly string[]): string | null {
  const line = /^!\t[^\t]*\t\[([^\]]*)\](?: \((.*)\))?/m.exec(result.stdout.toString("utf8"));
  const said = cleanServerText(
    [...result.stderr.matchAll(/^remote: ?(.*)$/gm)].map((match) => match[1] ?? "").join("\n"),
    secrets,
  );
  if (line) {
    const [, kind = "", reason = ""] = line;
    if (
      /stale info|fetch first|non-fast-forward|needs force|incorrect old value|reference already exists|failed to update ref|cannot lock ref/.test(
        reason,
      )
    ) {
      return "moved";
    }
    if (/checked out/.test(reason))
      return "The repository has this branch checked out, and git does not change it then.";
    if (/remote rejected|rejected/.test(kind)) {
      const why = cleanServerText(reason, secrets);
      return `The book's repository did not take the change: ${said ? `${said} (${why})` : why}`;
    }
    return null;
  }
  if (remoteFault(result) === "auth" && result.stopped === null) {
    return `The account that publishes may not write to the book's repository.${said ? ` The server says: ${said}` : ""}`;
  }
  return null;
}
