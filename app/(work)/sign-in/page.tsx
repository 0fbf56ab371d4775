import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { type Role, readSignInFailure, roleWords, signInFailures } from "#lib/core/policy/index.ts";
import { server } from "#lib/server.ts";
import { Button, Callout, PageHeader } from "#lib/ui/index.ts";
import { signInAsDemo, signInWithGitHub, signOut } from "./actions.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const { to = "/", error } = await searchParams;
  const who = await server.actor();
  const ways = server.auth.ways();
  const failure = error === undefined ? null : signInFailures[readSignInFailure(error)];
  const here = server.auth.mayUseDemo(await headers());
  if (who.id !== null && to !== "/") redirect(/^\/(?![/\\])/u.test(to) ? to : "/");
  return (
    <div className="work-narrow">
      <PageHeader
        title="Sign in"
        lead="Nobody needs an account to read, or to report an error. To propose changes, tell us who you are."
      />
      {failure && (
        <div role="alert">
          <Callout tone="warning" title={failure.title}>
            {failure.text}
          </Callout>
        </div>
      )}
      {who.id !== null && (
        <form action={signOut} className="work-row">
          <p>You are signed in as {who.name}.</p>
          <Button type="submit" variant="quiet">
            Sign out
          </Button>
        </form>
      )}
      {ways.github && (
        <form action={signInWithGitHub}>
          <input type="hidden" name="to" value={to} />
          <Button type="submit" variant="primary">
            Continue with GitHub
          </Button>
        </form>
      )}
      {ways.demo && (
        <section aria-labelledby="demo-title" className="demo-accounts">
          <h2 id="demo-title">Demo accounts</h2>
          <p>
            {here
              ? "For trying Colophon on this machine only. One click, no password."
              : signInFailures["demo-elsewhere"].text}
          </p>
          {here && (
            <ul className="demo-list">
              {Object.entries(ways.demo).map(([role, name]) => (
                <li key={role}>
                  <form action={signInAsDemo}>
                    <input type="hidden" name="to" value={to} />
                    <input type="hidden" name="role" value={role} />
                    <Button type="submit" variant="quiet">
                      {name}
                    </Button>
                    <span>{roleWords[role as Role].duty}</span>
                  </form>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      {!ways.github && !ways.demo && (
        <Callout tone="info" title="Signing in is not set up">
          The person who runs this site can set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET.
        </Callout>
      )}
    </div>
  );
}
