import { z } from "zod";
import { parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type Actor, authorise, roles } from "#lib/core/policy/index.ts";
import type { PersonEntry, Roles } from "./ports/index.ts";

/** How many of those below a reviewer are shown at once. */
const peopleLimit = 200;

const ListPeople = z.strictObject({ search: typed(100).trim().default("") });

/** A person of the list; `named`: the settings make them an editor at every sign-in. */
export type ListedPerson = PersonEntry & { named: boolean };

/**
 * Everybody with their roles, those with most rights first; demo accounts only where they can be used. `more`: there may
 * be others, whom the search finds.
 */
export async function listPeople(
  ports: { roles: Pick<Roles, "list">; settings: { editors: readonly string[]; demo: boolean } },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ people: ListedPerson[]; more: boolean }>> {
  const input = parseInput(ListPeople, raw);
  if (!input.ok) return input;
  const ruling = authorise(actor, "person.list");
  if (!ruling.ok) return ruling;
  const { editors, demo } = ports.settings;
  const people = await ports.roles.list({ search: input.value.search || null, demo, limit: peopleLimit });
  const listed = people.map((person) => ({
    ...person,
    named: person.login !== null && editors.includes(person.login.toLowerCase()),
  }));
  const below = listed.filter(({ role }) => role === "contributor" || role === "reader");
  return ok({
    people: roles.flatMap((role) => listed.filter((person) => person.role === role)),
    more: below.length === peopleLimit,
  });
}
