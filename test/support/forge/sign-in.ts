import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ForgeContext } from "./context.ts";
import { readBody } from "./serve-rest.ts";

interface Issued {
  login: string;
  clientId: string;
  redirectUri: string;
  challenge: string | null;
}

/** Whether a path is one of those that browsers ask for, and the product to sign somebody in. */
export function isPagePath(path: string): boolean {
  return path.startsWith("/login/oauth/") || path.startsWith("/avatars/") || path === "/favicon.ico";
}

/**
 * GitHub's web application flow: the page that asks for consent (here it also asks who one is), and the token endpoint,
 * which answers its errors with status 200. It checks what GitHub checks: the app's secret, the callback address, that a
 * code is used once, and the PKCE verifier.
 * Source: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export function createSignIn(context: ForgeContext) {
  const codes = new Map<string, Issued>();
  const clientOf = (id: string | null) =>
    [...context.records.oauthApps, ...context.records.apps.values()].find((each) => each.clientId === id);

  function authorize(asked: URLSearchParams, response: ServerResponse): void {
    const client = clientOf(asked.get("client_id"));
    const redirectUri = asked.get("redirect_uri") ?? "";
    if (!client || !URL.canParse(redirectUri)) {
      send(response, 404, "text/html", "<h1>404</h1>");
      return;
    }
    const choice = (words: string, answer: Record<string, string>) => {
      const back = new URL(redirectUri);
      for (const [name, value] of Object.entries({ ...answer, state: asked.get("state") ?? "" })) {
        back.searchParams.set(name, value);
      }
      return `<p><a href="${back.href.replaceAll("&", "&amp;")}">${words}</a></p>`;
    };
    const people = [...context.records.accounts.values()].filter((each) => each.type === "User");
    const choices = people.map(({ login }) => {
      const code = randomUUID();
      codes.set(code, {
        login,
        clientId: client.clientId,
        redirectUri,
        challenge: asked.get("code_challenge"),
      });
      return choice(`Authorize as ${login}`, { code, iss: `${context.url}/login/oauth` });
    });
    const cancel = choice("Cancel", {
      error: "access_denied",
      error_description: "The user has denied your application access.",
    });
    const scope = asked.get("scope") ?? "";
    send(
      response,
      200,
      "text/html",
      `<h1>Authorize ${client.name}</h1><p>${scope}</p>${choices.join("")}${cancel}`,
    );
  }

  function exchange(form: URLSearchParams): object {
    const client = clientOf(form.get("client_id"));
    if (!client || form.get("client_secret") !== client.clientSecret) {
      return { error: "incorrect_client_credentials" };
    }
    const code = form.get("code") ?? "";
    const issued = codes.get(code);
    codes.delete(code);
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (
      issued?.clientId !== client.clientId ||
      (issued.challenge !== null && issued.challenge !== verifier)
    ) {
      return { error: "bad_verification_code" };
    }
    if (form.get("redirect_uri") !== issued.redirectUri) return { error: "redirect_uri_mismatch" };
    const value = `gho_${randomUUID().replaceAll("-", "")}`;
    const of = { login: issued.login };
    context.records.tokens.set(value, { value, of, writes: true, expired: false, expiresAt: null });
    return { access_token: value, token_type: "bearer", scope: "read:user,user:email" };
  }

  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const body = await readBody(request);
    if (url.pathname === "/login/oauth/authorize") authorize(url.searchParams, response);
    else if (url.pathname !== "/login/oauth/access_token") send(response, 404, "text/html", "<h1>404</h1>");
    else {
      const answer = exchange(new URLSearchParams(body.toString("utf8")));
      send(response, 200, "application/json", JSON.stringify(answer));
    }
  };
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": `${type}; charset=utf-8` }).end(body);
}
