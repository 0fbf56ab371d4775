import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { PullAtHost, PullsAtHost } from "#lib/features/ports/index.ts";
import { changePullRequest, type PullRequest, readPullRequest } from "./pull-requests.ts";
import type { RepositoryClient } from "./repository.ts";
import { reportStatus } from "./statuses.ts";

const pageSize = 100;
/** No more pages than this in one round; the next one goes on. */
const mostPages = 20;

/** The pull requests of the book's repository, as anybody opens them. */
export function createPullsAtHost(repository: RepositoryClient): PullsAtHost {
  return {
    async read(number) {
      const pull = await readPullRequest(repository, number);
      return pull.ok ? ok(shown(pull.value, repository.id)) : pull;
    },
    async changed(since) {
      const found: { number: number; updatedAt: Date }[] = [];
      for (let page = 1; page <= mostPages; page++) {
        const listed = await repository.read("GET /repos/{owner}/{repo}/pulls", {
          state: since ? "all" : "open",
          sort: "updated",
          direction: "desc",
          per_page: pageSize,
          page,
        });
        if (!listed.ok) return listed;
        const rows = listed.value.map((each) => ({
          number: each.number,
          updatedAt: new Date(each.updated_at),
        }));
        found.push(...rows.filter(({ updatedAt }) => since === null || updatedAt >= since));
        const last = rows.at(-1);
        if (rows.length < pageSize || (since && last && last.updatedAt < since)) break;
      }
      return ok(found);
    },
    sayLicence: (commit, { address, ...status }) =>
      reportStatus(repository, { commit, context: "colophon/licence", targetUrl: address, ...status }),
    async close(number): Promise<Outcome<true>> {
      const closed = await changePullRequest(repository, number, { state: "closed" });
      return closed.ok ? ok(true) : closed;
    },
  };
}

function shown(pull: PullRequest, bookId: number): PullAtHost {
  const { head, updatedAt, number, state, draft, title, body, author, base, mergeCommit, pageUrl } = pull;
  return {
    number,
    state,
    draft,
    title,
    body,
    author,
    base,
    mergeCommit,
    pageUrl,
    head: { branch: head.branch, commit: head.commit, own: head.repositoryId === bookId },
    createdAt: new Date(pull.createdAt),
    updatedAt: new Date(updatedAt),
  };
}
