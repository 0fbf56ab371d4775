import { z } from "zod";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { explainStranger } from "./explain-failure.ts";
import type {
  Data,
  GithubClient,
  ListEnd,
  Parameters,
  ReadRoute,
  WriteOptions,
  WriteRoute,
} from "./github-client.ts";

/** A repository as it is called today. The number stays when it is renamed or given away. */
export interface GithubRepository {
  id: number;
  owner: string;
  name: string;
  defaultBranch: string;
  private: boolean;
  archived: boolean;
  /** Address of its page. */
  pageUrl: string;
  /** Address for git. */
  cloneUrl: string;
}

type InRepository = `${string} /repos/{owner}/{repo}${string}`;
export type RepositoryReadRoute = Extract<ReadRoute, InRepository>;
export type RepositoryWriteRoute = Extract<WriteRoute, InRepository>;
/** What a route needs besides the repository. */
export type Rest<R extends ReadRoute | WriteRoute> = Omit<Parameters<R>, "owner" | "repo">;

/** One repository, spoken to by whatever name it has. */
export interface RepositoryClient {
  id: number;
  /** What GitHub says of it now. */
  describe(): Promise<Outcome<GithubRepository>>;
  read<R extends RepositoryReadRoute>(route: R, parameters: Rest<R>): Promise<Outcome<Data<R>>>;
  readAll<R extends RepositoryReadRoute, T>(
    route: R,
    parameters: Rest<R>,
    entries: (page: Data<R>) => readonly T[],
    end?: ListEnd<T>,
  ): Promise<Outcome<T[]>>;
  write<R extends RepositoryWriteRoute>(
    route: R,
    parameters: Rest<R>,
    options?: WriteOptions<Data<R>>,
  ): Promise<Outcome<Data<R>>>;
}

const described = z.object({
  id: z.number(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  default_branch: z.string(),
  private: z.boolean(),
  archived: z.boolean(),
  html_url: z.string(),
  clone_url: z.string(),
});

function parse(data: unknown): Outcome<GithubRepository> {
  const parsed = described.safeParse(data);
  if (!parsed.success) return explainStranger();
  const { id, name, owner, ...rest } = parsed.data;
  return ok({
    id,
    owner: owner.login,
    name,
    defaultBranch: rest.default_branch,
    private: rest.private,
    archived: rest.archived,
    pageUrl: rest.html_url,
    cloneUrl: rest.clone_url,
  });
}

/** Find a repository by `owner/name`, also by one it had before. */
export async function findRepository(
  github: GithubClient,
  owner: string,
  name: string,
): Promise<Outcome<GithubRepository>> {
  const found = await github.read("GET /repos/{owner}/{repo}", { owner, repo: name });
  return found.ok ? parse(found.value) : found;
}

/**
 * A client of the repository with that number. Its name is looked up when it is first needed, and again once it is a
 * minute old or GitHub no longer knows it: another repository may take over a name that was given up, and must never
 * get what was meant for this one.
 */
export function createRepositoryClient(
  github: GithubClient,
  id: number,
  now: () => number,
): RepositoryClient {
  const freshMs = 60_000;
  let known: { repository: GithubRepository; at: number } | undefined;

  const describe = async (): Promise<Outcome<GithubRepository>> => {
    const answer = await github.readPath(`/repositories/${id}`);
    const repository = answer.ok ? parse(answer.value) : answer;
    known = repository.ok ? { repository: repository.value, at: now() } : undefined;
    return repository;
  };
  const current = async (): Promise<Outcome<GithubRepository>> =>
    known && now() - known.at < freshMs ? ok(known.repository) : describe();

  /** Neither answer did anything, so asking under the new name is no repetition. */
  const lost = (result: Outcome<unknown>) =>
    !result.ok && (result.problem.code === "github.moved" || result.problem.code === "github.not-found");

  const named = async <T>(
    ask: (place: { owner: string; repo: string }) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> => {
    const before = await current();
    if (!before.ok) return before;
    const { owner, name } = before.value;
    const result = await ask({ owner, repo: name });
    if (!lost(result)) return result;
    const after = await describe();
    if (!after.ok) return after;
    if (after.value.owner === owner && after.value.name === name) return result;
    return ask({ owner: after.value.owner, repo: after.value.name });
  };

  // The place completes what a route needs; the compiler cannot see that through the generic route.
  const complete = <R extends ReadRoute | WriteRoute>(
    rest: Rest<R>,
    place: { owner: string; repo: string },
  ) => ({ ...rest, ...place }) as unknown as Parameters<R>;

  return {
    id,
    describe,
    read: (route, rest) => named((place) => github.read(route, complete<typeof route>(rest, place))),
    readAll: (route, rest, entries, end) =>
      named((place) => github.readAll(route, complete<typeof route>(rest, place), entries, end)),
    write: (route, rest, options) =>
      named((place) => github.write(route, complete<typeof route>(rest, place), options)),
  };
}
