import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";

/** How we sign in to GitHub: with a token that somebody set up, or as an app that somebody installed. */
export type GithubIdentity =
  | { kind: "token"; token: string }
  | { kind: "app"; appId: number; privateKey: string; installationId: number };

/** Where tokens come from. */
export interface Credentials {
  /** For everything that happens in repositories. @throws what GitHub answered when it issued none */
  token(): Promise<string>;
  /** The same with a token that is new; false where there is no other. */
  renew(): Promise<boolean>;
}

/**
 * Tokens of an installation live for an hour and are kept until they are old. The app's own signature stands in for a
 * clock that is wrong: auth-app corrects it by what GitHub answers.
 * @param fetchIt asks GitHub, within bounds
 */
export function createCredentials(
  identity: GithubIdentity,
  apiUrl: string,
  fetchIt: typeof fetch,
): Credentials {
  if (identity.kind === "token") {
    return { token: async () => identity.token, renew: async () => false };
  }
  const app = createAppClient(identity, apiUrl, fetchIt);
  const installation = { type: "installation", installationId: identity.installationId } as const;
  const issue = async (refresh: boolean) => {
    const issued = (await app.auth({ ...installation, refresh })) as { token: string };
    return issued.token;
  };
  return {
    token: () => issue(false),
    renew: async () => (await issue(true)) !== "",
  };
}

export interface AppKey {
  appId: number;
  privateKey: string;
}

/** A client that signs as the app itself, for what belongs to no installation. It repeats nothing. */
export function createAppClient(
  { appId, privateKey }: AppKey,
  apiUrl: string,
  fetchIt: typeof fetch,
): Octokit {
  return new Octokit({
    baseUrl: apiUrl,
    userAgent: "Colophon",
    authStrategy: createAppAuth,
    auth: { appId, privateKey },
    request: { fetch: fetchIt },
    log: silence,
  });
}

/** What Octokit would print; what matters of it comes as outcomes. */
export const silence = { debug() {}, info() {}, warn() {}, error() {} };
