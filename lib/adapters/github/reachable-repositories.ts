import { z } from "zod";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { ReachableRepository } from "#lib/features/ports/index.ts";
import type { GithubClient } from "./github-client.ts";

/** More than anybody reads through; the others are named by hand. */
const most = 300;

const listed = z.object({
  full_name: z.string(),
  private: z.boolean(),
  archived: z.boolean().optional(),
  permissions: z.object({ push: z.boolean() }).optional(),
});

function fromGithub(data: unknown, says: boolean): ReachableRepository {
  const { full_name: name, archived = false, permissions, ...rest } = listed.parse(data);
  return { name, private: rest.private, archived, mayPush: says ? (permissions?.push ?? null) : null };
}

/**
 * The repositories an identity may see: of an installation those that were chosen for it, of a token those of its owner
 * and where they work along, the latest changed first. A fine-grained token shows also public ones it may not change.
 */
export async function listReachable(
  github: GithubClient,
  kind: "app" | "token",
): Promise<Outcome<ReachableRepository[]>> {
  if (kind === "app") {
    return github.readAll(
      "GET /installation/repositories",
      {},
      (page) => page.repositories.map((each) => fromGithub(each, false)),
      { most },
    );
  }
  return github.readAll(
    "GET /user/repos",
    { sort: "pushed" },
    (page) => page.map((each) => fromGithub(each, true)),
    { most },
  );
}

/** Whose token an identity is. Problems: `github.credentials` where GitHub does not know it. */
export async function readOwner(github: GithubClient): Promise<Outcome<{ login: string }>> {
  const read = await github.read("GET /user", {});
  return read.ok ? ok({ login: read.value.login }) : read;
}
