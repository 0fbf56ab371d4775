import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import {
  type Action,
  type Actor,
  authorise,
  type Role,
  readSignInFailure,
  roleWords,
  signInFailures,
} from "#lib/core/policy/index.ts";
import { server } from "#lib/server.ts";
import { Button, Callout, PageHeader, PageLink } from "#lib/ui/index.ts";
import { signInAsDemo, signInWithGitHub, signOut } from "./actions.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const { to = "/", error } = await searchParams;
  const who = await server.actor();
  if (who.id !== null && to !== "/") redirect(/^\/(?![/\\])/u.test(to) ? to : "/");
  const ways = server.auth.ways();
  const mayUseDemo = server.auth.mayUseDemo(await headers());
  const failure = error === undefined ? null : readSignInFailure(error);
  return (
    <div className="work-narrow">
      <PageHeader
        title={who.id === null ? "Sign in" : "Your account"}
        lead={
          who.id === null
            ? "Nobody needs an account to read, or to report an error. To propose changes, tell us who you are."
            : undefined
        }
      />
      {failure && (
        <div role="alert">
          <Callout tone="warning" title={signInFailures[failure].title}>
            {signInFailures[failure].text}
          </Callout>
        </div>
      )}
      {who.id !== null && <SignedIn who={who} />}
      {ways.github && who.id === null && (
        <form action={signInWithGitHub} className="sign-in-way">
          <input type="hidden" name="to" value={to} />
          <Button type="submit" variant="primary">
            Continue with GitHub
          </Button>
          <p className="work-hint">
            GitHub tells this site your name, your login and your e-mail address. What you publish carries
            your name; the address is not shown.
          </p>
        </form>
      )}
      {ways.demo && mayUseDemo && <DemoAccounts people={ways.demo} to={to} />}
      {ways.demo && !mayUseDemo && failure !== "demo-elsewhere" && (
        <Callout tone="info" title={signInFailures["demo-elsewhere"].title}>
          {signInFailures["demo-elsewhere"].text}
        </Callout>
      )}
      {!ways.github && !ways.demo && (
        <Callout tone="info" title="Signing in is not set up">
          The person who runs this site can make a GitHub App on the page{" "}
          <PageLink href="/setup">Set up</PageLink>, or set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET.
        </Callout>
      )}
    </div>
  );
}

function SignedIn({ who }: { who: Actor }) {
  const places: [string, string, Action][] = [
    ["/proposals", "My proposals", "proposal.list-own"],
    ["/notifications", "Inbox", "notification.read"],
    ["/review", "Review", "review.queue"],
    ["/people", "People", "person.list"],
    ["/setup", "Set up", "setup.manage"],
  ];
  const open = places.filter(([, , action]) => authorise(who, action).ok);
  return (
    <form action={signOut} className="sign-in-way">
      <p>
        You are signed in as <strong>{who.name}</strong>. Your role is{" "}
        {roleWords[who.role].name.toLowerCase()}: somebody who {roleWords[who.role].duty}.
      </p>
      {open.length > 0 && (
        <ul className="work-row sign-in-places">
          {open.map(([href, words]) => (
            <li key={href}>
              <PageLink href={href}>{words}</PageLink>
            </li>
          ))}
        </ul>
      )}
      <Button type="submit" variant="quiet">
        Sign out
      </Button>
    </form>
  );
}

/** One click each, on this machine only. */
function DemoAccounts({ people, to }: { people: Partial<Record<Role, string>>; to: string }) {
  return (
    <section aria-labelledby="demo-title" className="demo-accounts">
      <h2 id="demo-title">Demo accounts</h2>
      <p>For trying Colophon on this machine only. One click, no password.</p>
      <ul className="demo-list">
        {(Object.entries(people) as [Role, string][]).map(([role, name]) => (
          <li key={role}>
            <form action={signInAsDemo}>
              <input type="hidden" name="to" value={to} />
              <input type="hidden" name="role" value={role} />
              <Button type="submit" variant="quiet">
                {name}
              </Button>
              <span>{roleWords[role].duty}</span>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
