import NextAuth, { type NextAuthConfig, type NextAuthResult } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import GitHub from "next-auth/providers/github";

/** What sign-in needs of the rest: who can sign in how, and who they are then. */
export interface SignInOptions {
  secret: string;
  publicUrl: string;
  github: { clientId: string; clientSecret: string; serverUrl: string; apiUrl: string } | null;
  /** One-click accounts for trying the site on this machine. */
  demo: { roles: readonly string[] } | null;
  identify(identity: {
    provider: "github" | "demo";
    accountId: string;
    login: string | null;
    name: string;
    email: string | null;
    image: string | null;
  }): Promise<{ id: string; name: string }>;
}

/** Sessions are signed cookies (no table): they name the person, whose role is looked up at each request. */
export function createSignIn(options: () => SignInOptions): NextAuthResult {
  return NextAuth(() => configure(options()));
}

function configure({ secret, publicUrl, github, demo, identify }: SignInOptions): NextAuthConfig {
  const providers: NextAuthConfig["providers"] = [];
  if (github) {
    providers.push(
      GitHub({
        clientId: github.clientId,
        clientSecret: github.clientSecret,
        client: { token_endpoint_auth_method: "client_secret_post" },
        authorization: {
          url: `${github.serverUrl}/login/oauth/authorize`,
          params: { scope: "read:user user:email" },
        },
        token: `${github.serverUrl}/login/oauth/access_token`,
        userinfo: `${github.apiUrl}/user`,
      }),
    );
  }
  if (demo) {
    providers.push(
      Credentials({
        id: "demo",
        credentials: { role: {} },
        async authorize({ role }) {
          if (typeof role !== "string" || !demo.roles.includes(role)) return null;
          const name = role;
          const person = await identify({
            provider: "demo",
            accountId: role,
            login: null,
            name,
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
    cookies: publicUrl.startsWith("https:") ? {} : { sessionToken: { name: "colophon.session" } },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers,
    callbacks: {
      async jwt({ token, user, account, profile }) {
        if (account?.provider === "github" && profile) {
          const person = await identify({
            provider: "github",
            accountId: account.providerAccountId,
            login: typeof profile.login === "string" ? profile.login : null,
            name: profile.name ?? (typeof profile.login === "string" ? profile.login : "Contributor"),
            email: profile.email ?? null,
            image: typeof profile.avatar_url === "string" ? profile.avatar_url : null,
          });
          token.sub = person.id;
          token.name = person.name;
        } else if (user?.id) {
          token.sub = user.id;
        }
        return token;
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
