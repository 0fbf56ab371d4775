import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { HostBudget, HostDoor } from "#lib/features/ports/index.ts";
import { createGithubClient, type GithubClient } from "./github-client.ts";
import { convertManifest, createAppApi } from "./installation.ts";
import { listReachable, readOwner } from "./reachable-repositories.ts";

/**
 * GitHub while it is being set up.
 * @param client what lets Colophon in now, and of which kind; null where nothing does
 * @param now milliseconds since 1970
 */
export function createHostDoor(
  apiUrl: string,
  client: { kind: "app" | "token"; github: GithubClient } | null,
  now: () => number,
): HostDoor {
  return {
    whoseToken: (token) =>
      readOwner(createGithubClient({ apiUrl, identity: { kind: "token", token }, now, retryMs: 200 })),
    takeApp: (code) => convertManifest(code, apiUrl),
    async installations(key) {
      const listed = await createAppApi(key, { apiUrl, now }).listInstallations();
      if (!listed.ok) return listed;
      return ok(
        listed.value.filter(({ suspended }) => !suspended).map(({ id, account }) => ({ id, account })),
      );
    },
    repositories: async () => (client ? listReachable(client.github, client.kind) : ok([])),
  };
}

/** What is left of the hour, as GitHub says when asked; asking costs nothing. */
export async function readHostBudget(github: GithubClient): Promise<Outcome<HostBudget>> {
  const read = await github.read("GET /rate_limit", {});
  if (!read.ok) return read;
  const { limit, remaining, reset } = read.value.resources.core;
  return ok({
    limit,
    remaining,
    resetAt: new Date(reset * 1000).toISOString(),
    silentUntil: github.silentUntil(),
  });
}
