import type { Role } from "#lib/core/policy/index.ts";
import type { Clock, Ids, People, PersonRecord } from "./ports/index.ts";

/** What a provider says of somebody who has just proved who they are. */
export interface ProvenIdentity {
  provider: "github" | "demo";
  accountId: string;
  login: string | null;
  name: string;
  email: string | null;
  image: string | null;
}

/** The people of the demonstration, one for each role. */
export const demoPeople = {
  reader: "Rosa Reader",
  contributor: "Cem Contributor",
  reviewer: "Ravi Reviewer",
  editor: "Edda Editor",
  admin: "Anton Admin",
} as const satisfies Partial<Record<Role, string>>;

export type DemoRole = keyof typeof demoPeople;

/**
 * The person behind a proven identity, made at the first sign-in. Whoever signs in through the Git host may contribute;
 * every sign-in makes the logins in `editors` lead editors. A login that is taken out keeps the role: an editor changes
 * it on the people page.
 */
export async function signInPerson(
  ports: { people: Pick<People, "signIn">; ids: Ids; clock: Clock },
  identity: ProvenIdentity,
  editors: readonly string[],
): Promise<PersonRecord> {
  const demo = identity.provider === "demo";
  const isEditor = identity.login !== null && editors.includes(identity.login.toLowerCase());
  const first: Role = isEditor ? "editor" : "contributor";
  return ports.people.signIn({
    ...identity,
    role: demo ? (identity.accountId as DemoRole) : first,
    raise: !demo && isEditor ? { to: "editor", by: "the setting BOOK_EDITORS" } : null,
    demo,
    newId: ports.ids.next(),
    now: ports.clock.now(),
  });
}
