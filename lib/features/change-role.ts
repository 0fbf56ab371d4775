import { z } from "zod";
import { identifier, parseInput } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise, checkRoleChange, type Role, roleWords } from "#lib/core/policy/index.ts";
import type { Clock, People, Post, Roles } from "./ports/index.ts";

const role = z.enum(Object.keys(roleWords) as [Role, ...Role[]], "Please choose a role.");
const ChangeRole = z.strictObject({ id: identifier, from: role, to: role });

/**
 * Give somebody another role, record it, and tell them. `from` is the role they were seen with: `person.changed` when
 * another editor was quicker. `person.last-editor` when nobody could publish any more.
 */
export async function changeRole(
  ports: {
    people: Pick<People, "find">;
    roles: Pick<Roles, "change">;
    post: Post;
    clock: Clock;
    settings: { editors: readonly string[]; demo: boolean };
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ name: string; role: Role }>> {
  const input = parseInput(ChangeRole, raw);
  if (!input.ok) return input;
  const ruling = authorise(actor, "person.set-role");
  if (!ruling.ok) return ruling;
  const { editors, demo } = ports.settings;
  const person = await ports.people.find(input.value.id);
  if (!person || (person.demo && !demo)) return refuse("not-found", "There is no such person.");
  const login = person.host?.login.toLowerCase();
  const named = login !== undefined && editors.includes(login);
  const change = checkRoleChange(actor, { ...input.value, named });
  if (!change.ok) return change;
  const { from, to } = change.value;
  const changed = await ports.roles.change(person.id, {
    from,
    to,
    byId: actor.id,
    byName: actor.name,
    demo,
    at: ports.clock.now(),
  });
  if (!changed.ok) return changed;
  if (person.id !== actor.id) {
    const { name, duty } = roleWords[to];
    await ports.post.tell(
      { personId: person.id },
      {
        title: `Your role here is now: ${name.toLowerCase()}`,
        body: `${actor.name} changed your role from ${roleWords[from].name.toLowerCase()} to ${name.toLowerCase()}: somebody who ${duty}.`,
        href: "/",
      },
    );
  }
  return ok({ name: person.name, role: to });
}
