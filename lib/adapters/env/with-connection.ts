import type { Connection } from "#lib/core/connection/index.ts";
import type { Environment } from "./environment.ts";

/**
 * The environment, completed with what was set up on the page /setup. What the environment says goes before it, each of
 * the four by itself: the book, what lets Colophon in, signing in, and the secret of webhooks.
 */
export function withConnection(env: Environment, { book, app, secrets }: Connection): Environment {
  const { github } = env;
  const lets = github.app !== undefined || github.token !== undefined;
  const installed =
    app?.installationId != null && secrets.privateKey !== undefined
      ? { appId: app.appId, installationId: app.installationId, privateKey: secrets.privateKey }
      : undefined;
  const signIn =
    app && secrets.clientSecret !== undefined
      ? { clientId: app.clientId, clientSecret: secrets.clientSecret }
      : undefined;
  return {
    ...env,
    book:
      env.book.sample && book
        ? {
            remote: book.address ?? withPassword(book.remote, secrets),
            branch: book.branch ?? undefined,
            manifest: book.manifest ?? undefined,
            id: book.id,
            mirror: book.mirror,
            sample: false,
          }
        : env.book,
    github: {
      ...github,
      ...(lets ? {} : { app: installed, token: installed ? undefined : secrets.token }),
      signIn: github.signIn ?? signIn,
      webhook:
        github.webhook ??
        (secrets.webhookSecret ? { secret: secrets.webhookSecret, previous: undefined } : undefined),
    },
  };
}

/** The address of a remote that asks who one is, as git takes it. */
export function withPassword(
  remote: string,
  { username, password }: { username?: string | undefined; password?: string | undefined },
): string {
  if (password === undefined || !URL.canParse(remote)) return remote;
  const url = new URL(remote);
  url.username = encodeURIComponent(username ?? "");
  url.password = encodeURIComponent(password);
  return url.href;
}
