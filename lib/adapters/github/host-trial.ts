import { type Outcome, ok, type Problem } from "#lib/core/outcome.ts";
import type { HostTrial } from "#lib/features/ports/index.ts";
import type { GithubClient } from "./github-client.ts";
import type { AppClient } from "./installation.ts";
import { readBranchRules } from "./permissions.ts";
import { createRepositoryClient, findRepository, type RepositoryClient } from "./repository.ts";

/** No commit has it; GitHub says so to who may write statuses, and 403 to others. */
const noCommit = "0".repeat(40);

/** What a request comes to that could not have had an effect: to be refused for its content shows that it was let in. */
function letIn(answer: Outcome<unknown>): Outcome<true> {
  if (answer.ok) return ok(true);
  return isAboutContent(answer.problem) ? ok(true) : answer;
}

const isAboutContent = ({ code }: Problem) => code === "github.refused" || code === "github.conflict";

/**
 * The book's repository, tried out by who lets Colophon in: permissions of an app are read, those of a token, which
 * GitHub does not tell, are tried with changes that cannot take effect, or are undone at once.
 * @param app asks as the app itself; null for a token
 * @param now milliseconds since 1970
 */
export function createHostTrial(
  github: GithubClient,
  place: { owner: string; name: string },
  app: AppClient | null,
  now: () => number,
): HostTrial {
  let known: RepositoryClient | null = null;
  const repository = async (): Promise<Outcome<RepositoryClient>> => {
    if (known) return ok(known);
    const found = await findRepository(github, place.owner, place.name);
    if (!found.ok) return found;
    known = createRepositoryClient(github, found.value.id, now);
    return ok(known);
  };
  const inRepository = async <T>(ask: (client: RepositoryClient) => Promise<Outcome<T>>) => {
    const client = await repository();
    return client.ok ? ask(client.value) : client;
  };

  return {
    describe: () =>
      inRepository(async (client) => {
        const said = await client.describe();
        if (!said.ok) return said;
        const { owner, name, archived, pageUrl } = said.value;
        return ok({ name: `${owner}/${name}`, archived, pageUrl });
      }),
    async permissions() {
      if (!app) return ok(null);
      const found = await app.findInstallation(place.owner, place.name);
      return found.ok ? ok(found.value.permissions) : found;
    },
    tryWrite: (kind, branch) =>
      inRepository(async (client) => {
        if (kind === "statuses") {
          return letIn(
            await client.write("POST /repos/{owner}/{repo}/statuses/{sha}", {
              sha: noCommit,
              state: "pending",
              context: "colophon/check",
            }),
          );
        }
        if (kind === "pull_requests") {
          return letIn(
            await client.write("POST /repos/{owner}/{repo}/pulls", {
              title: "Colophon looks whether it may",
              head: "colophon/there-is-no-such-branch",
              base: branch,
            }),
          );
        }
        return tryBranch(client, branch, `colophon/check-${now().toString(36)}`);
      }),
    rules: (branch) => inRepository((client) => readBranchRules(client, branch)),
    async hook() {
      if (!app) return ok(null);
      const [config, delivered] = [await app.readHook(), await app.listDeliveries(1)];
      if (!config.ok) return config;
      if (!delivered.ok) return delivered;
      const [last] = delivered.value;
      return ok({ url: config.value.url, last: last ? { at: last.at, status: last.status } : null });
    },
  };
}

/** Make a branch where the book's is, and remove it. */
async function tryBranch(client: RepositoryClient, branch: string, name: string): Promise<Outcome<true>> {
  const at = await client.read("GET /repos/{owner}/{repo}/branches/{branch}", { branch });
  if (!at.ok) return at;
  const made = await client.write("POST /repos/{owner}/{repo}/git/refs", {
    ref: `refs/heads/${name}`,
    sha: at.value.commit.sha,
  });
  if (!made.ok) return made;
  const removed = await client.write("DELETE /repos/{owner}/{repo}/git/refs/{ref}", { ref: `heads/${name}` });
  return removed.ok ? ok(true) : removed;
}
