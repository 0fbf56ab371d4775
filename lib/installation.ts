/** What this installation is set up for: which book, and where things lie on disk. */
import { join, resolve } from "node:path";
import { bookId, type Environment } from "#lib/adapters/env/index.ts";
import type { GitBookOptions } from "#lib/adapters/git/index.ts";
import {
  createAppApi,
  createGithubClient,
  createMissedByApp,
  createMissedByHook,
  createPullRequests,
  createRepositoryClient,
  findRepository,
  type GithubClient,
  type RepositoryClient,
  repositoryName,
} from "#lib/adapters/github/index.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { MissedDeliveries, PullRequests } from "#lib/features/ports/index.ts";

/** The book this installation serves: the one BOOK_ID names, or else the same for the same settings. */
export function configuredBook(env: Environment): {
  id: string;
  remote: string;
  branch: string | null;
  manifest: string | null;
} {
  const { remote, manifest, branch } = env.book;
  if (!remote) throw new Error("BOOK_REMOTE is not set; `npm start` sets it for the processes it starts.");
  const id = env.book.id ?? bookId({ remote, manifest, branch });
  return { id, remote, branch: branch ?? null, manifest: manifest ?? null };
}

/** Where this installation keeps things on disk. */
export function places(env: Environment): { mirror: string; mail: string } {
  const data = resolve(env.dataDir);
  const mirror = env.book.mirror ?? configuredBook(env).id;
  return { mirror: join(data, "mirrors", `${mirror}.git`), mail: join(data, "mail") };
}

/** The book's repository, for `createGitBook`. */
export function bookRepository(env: Environment, github = openGithub(env)): GitBookOptions {
  const book = configuredBook(env);
  return {
    mirrorDir: places(env).mirror,
    remote: book.remote,
    branch: book.branch,
    credentials: async () => {
      const given = await github?.client.gitCredentials();
      return given?.ok ? given.value : null;
    },
  };
}

/** GitHub, where the book's repository is there and somebody let Colophon in; null otherwise. */
export function openGithub(
  env: Environment,
  options: { paced?: boolean } = {},
): { client: GithubClient; owner: string; name: string } | null {
  const named = env.book.remote === undefined ? null : repositoryName(env.book.remote, env.github.serverUrl);
  const account = named && openAccount(env, options);
  return named && account ? { client: account.github, ...named } : null;
}

/** GitHub as whoever lets Colophon in there, for whatever repository; null where nobody does. */
export function openAccount(
  env: Environment,
  options: { paced?: boolean } = {},
): { kind: "app" | "token"; github: GithubClient } | null {
  const { app, token, apiUrl } = env.github;
  const identity = app
    ? ({ kind: "app", ...app } as const)
    : token
      ? ({ kind: "token", token } as const)
      : null;
  if (!identity) return null;
  const github = createGithubClient({ apiUrl, identity, now: () => Date.now(), ...options });
  return { kind: identity.kind, github };
}

/** Where the deliveries are asked for that nobody took: at the app, or at the webhook that has this site's address. */
export function missedDeliveries(env: Environment, repository: RepositoryClient): MissedDeliveries | null {
  const { webhook, app, apiUrl } = env.github;
  if (!webhook) return null;
  return app
    ? createMissedByApp(createAppApi(app, { apiUrl, now: () => Date.now() }))
    : createMissedByHook(repository, `${env.web.publicUrl}/api/hooks/github`);
}

/** What the book's host can do besides git. */
export interface Host {
  client: GithubClient;
  repository: RepositoryClient;
  pulls: PullRequests;
}

/**
 * The book's repository at GitHub by its number, which is looked up by its name unless it is known; null where the book
 * has none there.
 */
export async function openHost(
  github: ReturnType<typeof openGithub>,
  known: number | null = null,
): Promise<Outcome<Host | null>> {
  if (!github) return ok(null);
  const found = known === null ? await findRepository(github.client, github.owner, github.name) : null;
  if (found && !found.ok) return found;
  const id = known ?? found?.value.id ?? 0;
  const repository = createRepositoryClient(github.client, id, () => Date.now());
  return ok({ client: github.client, repository, pulls: createPullRequests(repository) });
}
