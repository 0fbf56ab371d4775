import { afterAll, beforeAll, expect, it } from "vitest";
import { createPermissionGate } from "#lib/adapters/github/index.ts";
import type { Actor } from "#lib/core/policy/index.ts";
import { changeRole } from "#lib/features/change-role.ts";
import { roleNow } from "#lib/features/role-now.ts";
import { signInPerson } from "#lib/features/sign-in-person.ts";
import { faults } from "#test/support/forge/index.ts";
import { type HostBook, openHostBook } from "./host-book.ts";
import { must } from "./small-book.ts";

let site: HostBook;
beforeAll(async () => {
  site = await openHostBook();
  must(await site.sync());
});
afterAll(() => site.close());

const permission = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
const meet = async (login: string, editors: string[] = []) => {
  const account = site.forge.records.accounts.get(login) ?? site.forge.addPerson(login);
  const identity = { provider: "github" as const, accountId: String(account.id), login };
  return signInPerson(site.ports, { ...identity, name: login, email: null, image: null }, editors);
};
const role = async (id: string) => {
  const person = (await site.ports.people.find(id))!;
  return roleNow({ ...site.ports, host: site.hostRepository }, person);
};
const asked = () => site.forge.requests.filter(({ route }) => route === permission).length;

it("gives whoever may maintain the repository the role of editor, who may write that of reviewer", async () => {
  const roles = {
    read: "contributor",
    triage: "contributor",
    write: "reviewer",
    maintain: "editor",
    admin: "editor",
  } as const;
  for (const [level, expected] of Object.entries(roles)) {
    const { id } = await meet(`of-${level}`);
    site.forge.allow(site.book, `of-${level}`, level as keyof typeof roles);
    expect(await role(id)).toBe(expected);
    expect((await site.ports.people.find(id))?.role).toBe(expected);
  }
  const { id } = await meet("a-stranger");
  expect(await role(id)).toBe("contributor");
});

it("asks once a minute, and takes away what was taken away", async () => {
  const { id } = await meet("bo");
  site.forge.allow(site.book, "bo", "maintain");
  const before = asked();
  for (let at = 0; at < 5; at++) expect(await role(id)).toBe("editor");
  expect(asked()).toBe(before + 1);
  site.forge.allow(site.book, "bo", null);
  site.later(61);
  expect(await role(id)).toBe("contributor");
  const { roleChanges } = await site.db.person.findUniqueOrThrow({
    where: { id },
    include: { roleChanges: { orderBy: { at: "asc" } } },
  });
  expect(roleChanges.map(({ from, to, byName }) => [from, to, byName])).toEqual([
    ["contributor", "editor", "their permission at GitHub"],
    ["editor", "contributor", "their permission at GitHub"],
  ]);
});

it("goes by the last answer for a quarter of an hour while GitHub does not answer, then by none", async () => {
  const { id } = await meet("cy");
  site.forge.allow(site.book, "cy", "write");
  expect(await role(id)).toBe("reviewer");
  site.forge.faults.add(permission, faults.serverError(503), { times: 100 });
  site.later(120);
  expect(await role(id)).toBe("reviewer");
  site.later(14 * 60);
  expect(await role(id)).toBe("contributor");
  site.forge.faults.clear();
  expect(await role(id)).toBe("reviewer");
});

it("leaves what was decided here", async () => {
  const { id } = await meet("di");
  site.forge.allow(site.book, "di", "write");
  expect(await role(id)).toBe("reviewer");
  const edda: Actor = { id: (await meet("edda", ["edda"])).id, name: "Edda", role: "editor" };
  must(await changeRole(site.ports, edda, { id, from: "reviewer", to: "contributor" }));
  site.later(61);
  expect(await role(id)).toBe("contributor");
  // Named in the settings, without a permission at the repository.
  expect(await role(edda.id ?? "")).toBe("editor");
});

it("gives nobody the permission of who has their former login", async () => {
  const { id } = await meet("former");
  site.forge.allow(site.book, "former", "admin");
  site.forge.records.accounts.set("former", { ...site.forge.records.accounts.get("former")!, id: 999_999 });
  expect(await role(id)).toBe("contributor");
});

it("lets nobody wait long for a GitHub that is silent, and leaves it alone for a while", async () => {
  let asked = 0;
  let time = 0;
  const gate = createPermissionGate(
    {
      permission: () => {
        asked++;
        return new Promise(() => undefined);
      },
    },
    { now: () => time, patienceMs: 1, restMs: 1000 },
  );
  const account = { login: "bo", id: "1" };
  const both = await Promise.all([gate.permission(account), gate.permission(account)]);
  expect(both.map(({ ok }) => ok)).toEqual([false, false]);
  expect((await gate.permission(account)).ok).toBe(false);
  expect(asked).toBe(1);
  time += 1001;
  await gate.permission(account);
  expect(asked).toBe(2);
});
