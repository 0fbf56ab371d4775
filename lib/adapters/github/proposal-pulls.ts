import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { HostPull, PullRequests } from "#lib/features/ports/index.ts";
import { type MergeMethod, type MergeProgress, readMerge, startMerge } from "./pull-merges.ts";
import { changePullRequest, openPullRequest, type PullRequest, readPullRequest } from "./pull-requests.ts";
import type { RepositoryClient } from "./repository.ts";

/** In order of preference: only the first two keep who wrote the commit. */
const methods: readonly MergeMethod[] = ["rebase", "merge", "squash"];

/** The pull requests of a book's repository, for proposals. */
export function createPullRequests(repository: RepositoryClient): PullRequests {
  return {
    async open({ branch, ...wish }) {
      const described = await repository.describe();
      if (!described.ok) return described;
      return shown(
        await openPullRequest(repository, { ...wish, head: { owner: described.value.owner, branch } }),
      );
    },
    read: async (number) => shown(await readPullRequest(repository, number)),
    change: async (number, change) => shown(await changePullRequest(repository, number, change)),
    async merge(number, { head, title, message }) {
      // The first question has GitHub work out whether it can be merged.
      const asked = await readPullRequest(repository, number);
      const pull =
        asked.ok && asked.value.merge.mergeable === null ? await readPullRequest(repository, number) : asked;
      if (!pull.ok) return pull;
      if (pull.value.state === "merged") return ok(true);
      if (pull.value.state === "closed")
        return refuse(
          "publish.refused",
          "Its pull request was closed at GitHub, so it cannot be merged there.",
        );
      if (pull.value.head.commit !== head || pull.value.merge.state === "dirty")
        return refuse("publish.branch-moved", "The pull request has to be made anew.");
      if (pull.value.merge.state === "blocked")
        return refuse("publish.waiting", "It waits for the checks or reviews that its repository asks for.");
      for (const method of methods) {
        const merged = await settled(
          repository,
          number,
          await startMerge(repository, number, { method, head, title, message }),
        );
        if (merged.ok || !isNotAllowed(merged.problem.message, method)) return merged;
      }
      return refuse("publish.refused", "GitHub allows no way of merging in this repository.");
    },
  };
}

function shown(pull: Outcome<PullRequest>): Outcome<HostPull> {
  if (!pull.ok) return pull;
  const { number, state, title, body, head, pageUrl } = pull.value;
  return ok({ number, state, title, body, head: head.commit, pageUrl });
}

/** What came of asking for a merge, in the terms of publishing. */
async function settled(
  repository: RepositoryClient,
  number: number,
  asked: Outcome<MergeProgress>,
): Promise<Outcome<true>> {
  if (!asked.ok) return settle(asked.problem);
  const progress =
    asked.value.state === "pending" ? await readMerge(repository, number, asked.value.uuid) : asked;
  if (!progress.ok) return settle(progress.problem);
  const { value } = progress;
  if (value.state === "merged") return ok(true);
  if (value.state === "enqueued")
    return refuse("publish.waiting", "It waits in the merge queue of its repository.");
  if (value.state === "pending") return refuse("publish.waiting", "GitHub is merging it.");
  return settle({ code: "github.conflict", message: value.words });
}

function settle(problem: Extract<Outcome<never>, { ok: false }>["problem"]): Outcome<true> {
  const { code, message } = problem;
  if (code !== "github.conflict" && code !== "github.refused") return { ok: false, problem };
  if (/base branch was modified|head branch was modified|merge conflict/i.test(message))
    return refuse("publish.branch-moved", message);
  if (/required|expected|review|status check|approv|blocked|behind/i.test(message))
    return refuse("publish.waiting", `It waits for what the repository asks for: ${message}`);
  return refuse("publish.refused", message);
}

function isNotAllowed(message: string, method: MergeMethod): boolean {
  return /not allowed|not permitted|disabled/i.test(message) && new RegExp(method, "i").test(message);
}
