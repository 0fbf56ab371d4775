/**
 * Who asks, as the web process knows it: the person of a session with the role they have at this moment, and the network
 * a request comes from. Part of `lib/server.ts`; nothing else imports it.
 */
import "server-only";
import { createHmac } from "node:crypto";
import { createSignIn } from "#lib/adapters/auth/index.ts";
import type { Environment } from "#lib/adapters/env/index.ts";
import { createHostRepository, createPermissionGate } from "#lib/adapters/github/index.ts";
import { clientHeader, forwardedHeader, isLoopbackHost, networkOf } from "#lib/core/network/index.ts";
import { type Actor, anonymous } from "#lib/core/policy/index.ts";
import { roleNow } from "#lib/features/role-now.ts";
import { type DemoRole, demoPeople, signInPerson } from "#lib/features/sign-in-person.ts";
import { configuredBook, openGithub } from "#lib/installation.ts";
import { log, ports, settings } from "#lib/settings.ts";
import { once } from "#lib/wiring.ts";

/**
 * The network a request comes from, so that limits can count it: keyed and hashed, since an address can be guessed
 * from a plain hash. Our own server sets the header it reads; see scripts/start/web.ts.
 */
export function originOf(headers: Pick<Headers, "get">): string {
  return createHmac("sha256", settings().authSecret ?? "")
    .update(networkOf(headers.get(clientHeader) ?? ""))
    .digest("hex")
    .slice(0, 32);
}

/** Whether a request came straight from this machine, by a name of this machine. */
export function isFromHere(headers: Pick<Headers, "get">): boolean {
  return headers.get(forwardedHeader) === "no" && isLoopbackHost(headers.get("host") ?? "");
}

export const signIn = () =>
  once("sign-in", () =>
    createSignIn(() => {
      const env = settings();
      return {
        secret: env.authSecret ?? "",
        publicUrl: env.web.publicUrl,
        github: env.github.signIn ? { ...env.github.signIn, ...env.github } : null,
        demo: env.demoAccounts ? { roles: Object.keys(demoPeople), mayUse: isFromHere } : null,
        report: (failure, why) => log().warn({ failure }, `A sign-in did not work: ${why}`),
        identify: (identity) =>
          signInPerson(
            ports(),
            {
              ...identity,
              name: identity.provider === "demo" ? demoPeople[identity.accountId as DemoRole] : identity.name,
            },
            env.editors,
          ),
      };
    }),
  );

/** The person who asks, with the role they have at this moment. */
export async function actor(): Promise<Actor> {
  const session = await signIn().auth();
  return actorOf(session?.user?.id ?? null);
}

export async function actorOf(id: string | null): Promise<Actor> {
  const person = id ? await ports().people.find(id) : null;
  // Whoever tried a demo account here before the site was opened to others is nobody afterwards.
  const known = person && (!person.demo || settings().demoAccounts);
  if (!known) return anonymous;
  const role = await roleNow({ ...ports(), host: permissions(settings()) }, person);
  return { id: person.id, name: person.name, role };
}

const gates = new WeakMap<Environment, { gate: ReturnType<typeof createPermissionGate> | null }>();

/** What people may do in the book's repository; null where Colophon was not let in there. */
export function permissions(env: Environment) {
  const made = gates.get(env);
  if (made) return made.gate;
  const github = openGithub(env);
  const knownId = async () => (await ports().standings.find(configuredBook(env).id))?.hostId ?? null;
  const now = () => Date.now();
  const gate = github && createPermissionGate(createHostRepository(github, now, knownId), { now });
  gates.set(env, { gate });
  return gate;
}
