import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { Data } from "./github-client.ts";
import { readPullRequest } from "./pull-requests.ts";
import type { RepositoryClient } from "./repository.ts";

export type MergeMethod = "merge" | "squash" | "rebase";

export interface MergeWish {
  method: MergeMethod;
  /** The head that was reviewed: anything else is refused. */
  head: string;
  title?: string;
  message?: string;
}

/**
 * Merge now. Problems: `github.conflict` with GitHub's reason where the head has moved (409) or it cannot be merged
 * (405); when the reply is lost, GitHub is asked whether it was merged.
 */
export async function mergePullRequest(
  repository: RepositoryClient,
  number: number,
  wish: MergeWish,
): Promise<Outcome<{ commit: string }>> {
  const merged = await repository.write(
    "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge",
    {
      pull_number: number,
      ...inGithubsWords(wish),
    },
    {
      lookFirst: true,
      readBack: async () => {
        const now = await readPullRequest(repository, number);
        if (!now.ok) return now;
        const { mergeCommit, head } = now.value;
        if (mergeCommit === null || head.commit !== wish.head) return ok(null);
        return ok({ sha: mergeCommit, merged: true, message: "" });
      },
    },
  );
  return merged.ok ? ok({ commit: merged.value.sha }) : merged;
}

/** How far a merge in the background has come. */
export type MergeProgress =
  | { state: "pending"; uuid: string }
  | { state: "merged"; commit: string }
  | { state: "enqueued" }
  | { state: "failed"; words: string };

/**
 * Ask for a merge in the background, as GitHub recommends. Asking again finds the one that is under way, so a lost reply
 * is answered by asking again. A pull request that is closed or a draft has failed at once.
 */
export async function startMerge(
  repository: RepositoryClient,
  number: number,
  wish: MergeWish,
): Promise<Outcome<MergeProgress>> {
  const asked = await repository.write(
    "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge-async",
    { pull_number: number, ...inGithubsWords(wish) },
    { accept: [400, 409] },
  );
  return asked.ok ? ok(progressOf(asked.value)) : asked;
}

/** How far it has come. GitHub forgets after a day: `github.not-found`. */
export async function readMerge(
  repository: RepositoryClient,
  number: number,
  uuid: string,
): Promise<Outcome<MergeProgress>> {
  const result = await repository.read("GET /repos/{owner}/{repo}/pulls/{pull_number}/merge-async/{uuid}", {
    pull_number: number,
    uuid,
  });
  return result.ok ? ok(progressOf(result.value, uuid)) : result;
}

function inGithubsWords(wish: MergeWish) {
  return {
    merge_method: wish.method,
    sha: wish.head,
    ...(wish.title === undefined ? {} : { commit_title: wish.title }),
    ...(wish.message === undefined ? {} : { commit_message: wish.message }),
  };
}

type Result = Data<"GET /repos/{owner}/{repo}/pulls/{pull_number}/merge-async/{uuid}">;

function progressOf({ status, details }: Result, uuid = ""): MergeProgress {
  const known = details as { uuid?: string; sha?: string; message?: string };
  if (status === "pending") return { state: "pending", uuid: known.uuid ?? uuid };
  if (status === "merged") return { state: "merged", commit: known.sha ?? "" };
  return status === "enqueued" ? { state: "enqueued" } : { state: "failed", words: known.message ?? "" };
}
