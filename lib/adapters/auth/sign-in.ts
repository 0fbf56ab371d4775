import NextAuth, { type NextAuthConfig, type NextAuthResult } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { SignInFailure } from "#lib/core/policy/index.ts";
import { type GithubApp, githubProvider } from "./github.ts";
import { describeFault, failureOf } from "./provider-fault.ts";
import { sessionCookie } from "./session-person.ts";
import { wantedPath } from "./wanted-path.ts";

/** What sign-in needs of the rest: who can sign in how, and who they are then. */
export interface SignInOptions {
  secret: string;
  publicUrl: string;
  github: GithubApp | null;
  /** One-click accounts for trying the site on this machine. */
  demo: { roles: readonly string[]; mayUse(headers: Headers): boolean } | null;
  identify(identity: {
    provider: "github" | "demo";
    accountId: string;
    login: string | null;
    name: string;
    email: string | null;
    image: string | null;
  }): Promise<{ id: string; name: string }>;
  /** Told of a sign-in that did not work, for the log. */
  report(failure: SignInFailure, why: string): void;
}

export interface SignIn extends Pick<NextAuthResult, "auth" | "signIn" | "signOut"> {
  /** Answer a browser that comes back from the provider: on to where it wanted to go, or to the sign-in page. */
  callback(request: Request): Promise<Response>;
}

/** Sessions are signed cookies (no table): they name the person, whose role is looked up at each request. */
export function createSignIn(options: () => SignInOptions): SignIn {
  const faults = new WeakMap<object, unknown>();
  const auth = NextAuth((request) => ({
    ...configure(options()),
    logger: {
      error: (error) => {
        if (request) faults.set(request, error);
        else options().report(failureOf(error, null), describeFault(error, null));
      },
      warn: () => undefined,
    },
  }));
  return {
    auth: auth.auth,
    signIn: auth.signIn,
    signOut: auth.signOut,
    async callback(request) {
      const answer = await auth.handlers.GET(request as never);
      const fault = faults.get(request);
      if (fault === undefined) return answer;
      const said = new URL(request.url).searchParams.get("error");
      const failure = failureOf(fault, said);
      const { publicUrl, report } = options();
      if (failure !== "refused") report(failure, describeFault(fault, said));
      const back = new URL("/sign-in", publicUrl);
      back.searchParams.set("error", failure);
      const to = wantedPath(request.headers.get("cookie") ?? "", publicUrl);
      if (to !== "/") back.searchParams.set("to", to);
      return new Response(null, {
        status: 303,
        headers: { Location: back.href, "Cache-Control": "no-store" },
      });
    },
  };
}

function configure({ secret, publicUrl, github, demo, identify }: SignInOptions): NextAuthConfig {
  const providers: NextAuthConfig["providers"] = [];
  if (github) providers.push(githubProvider(github));
  if (demo) {
    providers.push(
      Credentials({
        id: "demo",
        credentials: { role: {} },
        async authorize({ role }, request) {
          if (!demo.mayUse(request.headers)) return null;
          if (typeof role !== "string" || !demo.roles.includes(role)) return null;
          const person = await identify({
            provider: "demo",
            accountId: role,
            login: null,
            name: role,
            email: null,
            image: null,
          });
          return { id: person.id, name: person.name };
        },
      }),
    );
  }
  return {
    secret,
    trustHost: true,
    session: { strategy: "jwt", maxAge: 30 * 24 * 60 * 60 },
    cookies: { sessionToken: { name: sessionCookie(publicUrl) } },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers,
    callbacks: {
      async jwt({ token, user, account, profile }) {
        if (account?.provider === "github" && profile) {
          const login = typeof profile.login === "string" ? profile.login : null;
          const person = await identify({
            provider: "github",
            accountId: account.providerAccountId,
            login,
            name: profile.name || login || "Contributor",
            email: profile.email ?? null,
            image: typeof profile.avatar_url === "string" ? profile.avatar_url : null,
          });
          // Nothing but who it is: the cookie holds no address and no picture.
          return { sub: person.id, name: person.name };
        }
        return user?.id ? { sub: user.id, name: user.name ?? null } : token;
      },
      session({ session, token }) {
        if (token.sub) session.user.id = token.sub;
        return session;
      },
      redirect({ url }) {
        const target = URL.canParse(url, publicUrl) ? new URL(url, publicUrl) : new URL(publicUrl);
        return target.origin === new URL(publicUrl).origin ? target.href : publicUrl;
      },
    },
  };
}
