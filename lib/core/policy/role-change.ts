import { type Outcome, ok, refuse } from "../outcome.ts";
import type { Actor, Role } from "./policy.ts";

/** What each role is called and what it is for, as the end of "who…". */
export const roleWords = {
  reader: { name: "Reader", duty: "reads, and reports what is wrong" },
  contributor: { name: "Contributor", duty: "proposes changes to the text" },
  reviewer: { name: "Reviewer", duty: "judges proposals and reports, and does not publish" },
  editor: { name: "Editor", duty: "decides what goes into the book" },
  admin: { name: "Admin", duty: "does what an editor does, and names other admins" },
} as const satisfies Record<Role, { name: string; duty: string }>;

/** All roles, the one with most rights first. */
export const roles: readonly Role[] = ["admin", "editor", "reviewer", "contributor", "reader"];

/** The roles that `actor` can give: nobody names an admin who is none. */
export function rolesToGive(actor: Actor): readonly Role[] {
  return actor.role === "admin" ? roles : roles.filter((role) => role !== "admin");
}

/**
 * Whether `actor`, who may change roles, may make this change. `named`: the settings make this person an editor at every
 * sign-in, so a lower role would not last.
 */
export function checkRoleChange(
  actor: Actor,
  change: { from: Role; to: Role; named: boolean },
): Outcome<{ from: Role; to: Role }> {
  const { from, to, named } = change;
  const given = rolesToGive(actor);
  if (!given.includes(from) || !given.includes(to)) {
    return refuse("actor.forbidden", "Only an admin can name another admin, or change an admin’s role.");
  }
  if (from === to) return refuse("input.invalid", "That is the role they have already.", "to");
  if (named && to !== "editor" && to !== "admin") {
    return refuse(
      "input.invalid",
      "The setting BOOK_EDITORS names this login, so the next sign-in would make them an editor again. Whoever runs this site can take it out there first.",
      "to",
    );
  }
  return ok({ from, to });
}
