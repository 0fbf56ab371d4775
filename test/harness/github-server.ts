import { createHash, randomUUID } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface GithubAccount {
  id: number;
  login: string;
  name: string | null;
  /** The public address; null for those who keep theirs private, as most do. */
  email: string | null;
  emails?: { email: string; primary: boolean; verified: boolean }[];
}

/** A GitHub to sign in with, of this machine. */
export interface GithubServer {
  /** What GITHUB_SERVER_URL is set to. */
  serverUrl: string;
  /** What GITHUB_API_URL is set to: below the same address, as on an Enterprise server. */
  apiUrl: string;
  clientId: string;
  clientSecret: string;
  accounts: GithubAccount[];
  /** What it answers to everything, when it is not well. */
  failing: number | null;
  close(): Promise<void>;
}

interface Issued {
  account: GithubAccount;
  redirectUri: string;
  challenge: string | null;
}

/**
 * GitHub's web application flow over real HTTP: the page that asks for consent, the token endpoint (which answers its
 * errors with status 200), `/user` and `/user/emails`. It checks what GitHub checks: the app's secret, the callback
 * address, that a code is used once, the PKCE verifier, and the token.
 * See https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps.
 */
export async function startGithubServer(accounts: GithubAccount[]): Promise<GithubServer> {
  const codes = new Map<string, Issued>();
  const tokens = new Map<string, GithubAccount>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", github.serverUrl);
    if (github.failing !== null) {
      send(response, github.failing, "text/html", "<h1>Unicorn!</h1>");
      return;
    }
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
      const place = `${request.method} ${url.pathname}`;
      if (place === "GET /login/oauth/authorize") authorize(url.searchParams, response);
      else if (place === "POST /login/oauth/access_token") exchange(form, response);
      else profile(url.pathname, request.headers.authorization ?? "", response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const github: GithubServer = {
    serverUrl,
    apiUrl: `${serverUrl}/api/v3`,
    clientId: "Iv1.colophon",
    clientSecret: randomUUID(),
    accounts,
    failing: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return github;

  function authorize(asked: URLSearchParams, response: ServerResponse): void {
    const redirectUri = asked.get("redirect_uri") ?? "";
    if (asked.get("client_id") !== github.clientId || !URL.canParse(redirectUri)) {
      send(response, 404, "text/html", "<h1>404</h1>");
      return;
    }
    const choice = (words: string, answer: Record<string, string>) => {
      const back = new URL(redirectUri);
      for (const [name, value] of Object.entries({ ...answer, state: asked.get("state") ?? "" }))
        back.searchParams.set(name, value);
      return `<p><a href="${back.href.replaceAll("&", "&amp;")}">${words}</a></p>`;
    };
    const people = github.accounts.map((account) => {
      const code = randomUUID();
      codes.set(code, { account, redirectUri, challenge: asked.get("code_challenge") });
      return choice(`Authorize as ${account.login}`, { code, iss: `${github.serverUrl}/login/oauth` });
    });
    const cancel = choice("Cancel", {
      error: "access_denied",
      error_description: "The user has denied your application access.",
    });
    const scope = asked.get("scope") ?? "";
    send(response, 200, "text/html", `<h1>Authorize Colophon</h1><p>${scope}</p>${people.join("")}${cancel}`);
  }

  function exchange(form: URLSearchParams, response: ServerResponse): void {
    const refuse = (error: string) => send(response, 200, "application/json", JSON.stringify({ error }));
    if (form.get("client_id") !== github.clientId || form.get("client_secret") !== github.clientSecret) {
      refuse("incorrect_client_credentials");
      return;
    }
    const code = form.get("code") ?? "";
    const issued = codes.get(code);
    codes.delete(code);
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!issued || (issued.challenge !== null && issued.challenge !== verifier)) {
      refuse("bad_verification_code");
      return;
    }
    if (form.get("redirect_uri") !== issued.redirectUri) {
      refuse("redirect_uri_mismatch");
      return;
    }
    const token = `gho_${randomUUID()}`;
    tokens.set(token, issued.account);
    send(
      response,
      200,
      "application/json",
      JSON.stringify({ access_token: token, token_type: "bearer", scope: "read:user,user:email" }),
    );
  }

  function profile(path: string, authorization: string, response: ServerResponse): void {
    const account = tokens.get(authorization.replace(/^Bearer /u, ""));
    if (!account) {
      send(response, 401, "application/json", JSON.stringify({ message: "Bad credentials" }));
      return;
    }
    const { emails = [], ...user } = account;
    const answers: Record<string, unknown> = {
      "/api/v3/user": { ...user, avatar_url: `${github.serverUrl}/avatars/u/${user.id}`, type: "User" },
      "/api/v3/user/emails": emails,
    };
    const found = answers[path];
    send(response, found ? 200 : 404, "application/json", JSON.stringify(found ?? { message: "Not Found" }));
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "Content-Type": `${type}; charset=utf-8` }).end(body);
}
