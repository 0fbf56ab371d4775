import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { RepositoryPermission } from "#lib/core/policy/index.ts";
import type { HostRepository } from "#lib/features/ports/index.ts";
import type { GithubClient } from "./github-client.ts";
import { createRepositoryClient, findRepository, type RepositoryClient } from "./repository.ts";

const permissions: ReadonlySet<string> = new Set(["none", "read", "triage", "write", "maintain", "admin"]);

/**
 * The book's repository, by the name that the settings give it.
 * @param now milliseconds since 1970
 * @param known its number, where that was noted before
 */
export function createHostRepository(
  { client, owner, name }: { client: GithubClient; owner: string; name: string },
  now: () => number,
  known: () => Promise<number | null> = async () => null,
): HostRepository {
  let found: RepositoryClient | undefined;
  const repository = async (): Promise<Outcome<RepositoryClient>> => {
    if (found) return ok(found);
    let id = await known();
    if (id === null) {
      const named = await findRepository(client, owner, name);
      if (!named.ok) return named;
      id = named.value.id;
    }
    found = createRepositoryClient(client, id, now);
    return ok(found);
  };
  return {
    async describe(id) {
      const named = await findRepository(client, owner, name);
      if (id === null || (named.ok && named.value.id === id)) {
        if (!named.ok) return named;
        const { archived } = named.value;
        return ok({
          id: named.value.id,
          name: `${named.value.owner}/${named.value.name}`,
          archived,
          heir: false,
        });
      }
      const described = await createRepositoryClient(client, id, now).describe();
      if (!described.ok) return described;
      const { archived } = described.value;
      return ok({
        id,
        name: `${described.value.owner}/${described.value.name}`,
        archived,
        heir: named.ok,
      });
    },
    async permission({ login, id }) {
      const there = await repository();
      if (!there.ok) return there;
      const asked = await there.value.read("GET /repos/{owner}/{repo}/collaborators/{username}/permission", {
        username: login,
      });
      if (!asked.ok) return asked.problem.code === "github.not-found" ? ok("none") : asked;
      // A login that was given up may be somebody else's today.
      if (String(asked.value.user?.id) !== id) return ok("none");
      const { role_name: named, permission } = asked.value;
      return ok((permissions.has(named) ? named : permission) as RepositoryPermission);
    },
  };
}
