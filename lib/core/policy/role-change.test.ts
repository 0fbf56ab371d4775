import { describe, expect, it } from "vitest";
import { type Actor, checkRoleChange, type Role, roles, rolesToGive } from "./index.ts";

const actor = (role: Role): Actor => ({ id: "me", name: "Me", role });
const code = (who: Role, from: Role, to: Role, named = false) => {
  const outcome = checkRoleChange(actor(who), { from, to, named });
  return outcome.ok ? "ok" : outcome.problem.code;
};

describe("changing a role", () => {
  it("is open to editors below admin, and to admins altogether", () => {
    expect(rolesToGive(actor("editor"))).toEqual(["editor", "reviewer", "contributor", "reader"]);
    expect(rolesToGive(actor("admin"))).toEqual(roles);
    for (const from of roles) {
      for (const to of roles) {
        const touchesAdmin = from === "admin" || to === "admin";
        const expected = from === to ? "input.invalid" : "ok";
        expect(code("admin", from, to), `admin: ${from} to ${to}`).toBe(expected);
        expect(code("editor", from, to), `editor: ${from} to ${to}`).toBe(
          touchesAdmin ? "actor.forbidden" : expected,
        );
      }
    }
  });

  it("does not pretend to demote whom the settings make an editor at every sign-in", () => {
    expect(code("editor", "editor", "reviewer", true)).toBe("input.invalid");
    expect(code("admin", "admin", "editor", true)).toBe("ok");
    expect(code("editor", "contributor", "editor", true)).toBe("ok");
  });
});
