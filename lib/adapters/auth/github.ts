import { customFetch } from "next-auth";
import GitHub, { type GitHubProfile } from "next-auth/providers/github";
import { z } from "zod";
import { ProviderFault } from "./provider-fault.ts";

/** Where a GitHub is (github.com or an Enterprise server), and the OAuth app registered there. */
export interface GithubApp {
  clientId: string;
  clientSecret: string;
  /** For example https://github.com */
  serverUrl: string;
  /** For example https://api.github.com, or https://github.example.org/api/v3 */
  apiUrl: string;
}

const patience = 10_000;

/** Ask GitHub; `unreachable` when it cannot be asked, is overloaded or takes longer than ten seconds. */
const ask: typeof fetch = async (input, init) => {
  let answer: Response;
  try {
    answer = await fetch(input, { ...init, signal: AbortSignal.timeout(patience) });
  } catch (error) {
    throw new ProviderFault("unreachable", `GitHub could not be asked: ${(error as Error).message}`);
  }
  if (answer.status < 500 && answer.status !== 429) return answer;
  throw new ProviderFault("unreachable", `GitHub answered with status ${answer.status}`);
};

/** Errors of the token endpoint that a person mends by starting again; the others are the site's own. */
const mendedByAnotherTry = new Set(["bad_verification_code", "bad_refresh_token"]);
const TokenError = z.object({ error: z.string() });
const Emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/**
 * GitHub's web application flow, with state and PKCE. The endpoints, the errors that come with status 200, and the
 * private addresses are those of https://docs.github.com/en/apps/oauth-apps/building-oauth-apps.
 */
export function githubProvider({ clientId, clientSecret, serverUrl, apiUrl }: GithubApp) {
  return GitHub({
    clientId,
    clientSecret,
    checks: ["pkce", "state"],
    client: { token_endpoint_auth_method: "client_secret_post" },
    issuer: `${serverUrl}/login/oauth`,
    authorization: {
      url: `${serverUrl}/login/oauth/authorize`,
      params: { scope: "read:user user:email" },
    },
    token: {
      url: `${serverUrl}/login/oauth/access_token`,
      async conform(answer: Response) {
        const said = TokenError.safeParse(await answer.json().catch(() => null));
        if (said.success) {
          const kind = mendedByAnotherTry.has(said.data.error) ? "expired" : "misconfigured";
          throw new ProviderFault(kind, `GitHub gives no token: ${said.data.error}`);
        }
        return undefined;
      },
    },
    userinfo: {
      url: `${apiUrl}/user`,
      request: ({ tokens }: { tokens: { access_token?: string } }) =>
        whoIs(apiUrl, tokens.access_token ?? ""),
    },
    [customFetch]: ask,
  });
}

/** The profile, with the primary verified address where none is public; without an address when GitHub gives none. */
async function whoIs(apiUrl: string, token: string): Promise<GitHubProfile> {
  const headers = {
    Accept: "application/vnd.github+json",
    Authorization: `Bearer ${token}`,
    "User-Agent": "Colophon",
  };
  const answer = await ask(`${apiUrl}/user`, { headers });
  if (!answer.ok) {
    throw new ProviderFault("misconfigured", `${apiUrl}/user answered with status ${answer.status}`);
  }
  const profile = (await answer.json()) as GitHubProfile;
  if (profile.email) return profile;
  const listed = await ask(`${apiUrl}/user/emails`, { headers }).catch(() => null);
  const emails = Emails.safeParse(listed?.ok ? await listed.json().catch(() => null) : null);
  const own = emails.success ? emails.data.find((each) => each.primary && each.verified) : undefined;
  return { ...profile, email: own?.email ?? null };
}
