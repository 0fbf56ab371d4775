import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readEnvironment } from "#lib/adapters/env/index.ts";
import { prepareJobs } from "#lib/adapters/jobs/index.ts";
import type { Actor, Role } from "#lib/core/policy/index.ts";
import { changeRole } from "#lib/features/change-role.ts";
import { listPeople } from "#lib/features/list-people.ts";
import { signInPerson } from "#lib/features/sign-in-person.ts";
import { openPorts } from "#lib/wiring.ts";
import { type FreshDatabase, freshDatabase } from "#test/harness/index.ts";
import { must, refusal } from "./small-book.ts";

let database: FreshDatabase;
let ports: ReturnType<typeof openPorts>;

beforeEach(async () => {
  database = await freshDatabase();
  await prepareJobs(database.url);
  ports = openPorts(
    must(readEnvironment({ DATABASE_URL: database.url, GITHUB_CLIENT_ID: "a", GITHUB_CLIENT_SECRET: "b" })),
    5,
  );
});
afterEach(async () => {
  await ports.close();
  await database.drop();
});

/** Sign in through the Git host as the person with this login, on a site with these editors. */
const signIn = (login: string, editors: string[] = [], more: Record<string, unknown> = {}) =>
  signInPerson(
    ports,
    {
      provider: "github",
      accountId: `id-of-${login.toLowerCase()}`,
      login,
      name: login,
      email: `${login}@example.org`,
      image: null,
      ...more,
    },
    editors,
  );

const actorOf = async (id: string): Promise<Actor> => {
  const person = await ports.people.find(id);
  if (!person) throw new Error(`${id} is nobody.`);
  return { id, name: person.name, role: person.role };
};

const give = async (by: string, id: string, from: Role, to: Role, editors: string[] = []) =>
  changeRole({ ...ports, settings: { editors, demo: false } }, await actorOf(by), { id, from, to });

describe("signing in", () => {
  it("makes a named editor at any sign-in, records it, and demotes nobody", async () => {
    const first = await signIn("Ada");
    expect(first.role).toBe("contributor");
    const second = await signIn("Ada", ["ada"]);
    expect(second).toMatchObject({ id: first.id, role: "editor" });
    expect((await signIn("Ada", [])).role).toBe("editor");
    const [ada] = must(await listPeople(ports, await actorOf(first.id), {})).people;
    expect(ada).toMatchObject({
      login: "Ada",
      lastChange: { from: "contributor", to: "editor", byName: "the setting BOOK_EDITORS" },
    });
  });

  it("leaves an admin an admin", async () => {
    const ada = await signIn("ada", ["ada"]);
    must(
      await changeRole(
        { ...ports, settings: { editors: [], demo: false } },
        { id: null, name: "Operator", role: "admin" },
        {
          id: ada.id,
          from: "editor",
          to: "admin",
        },
      ),
    );
    expect((await signIn("ada", ["ada"])).role).toBe("admin");
  });

  it("follows a new login, name and address, and keeps the address when none is given", async () => {
    const before = await signIn("ada");
    const after = await signIn("ada", [], { login: "ada-l", name: "Ada L", email: null });
    expect(after).toMatchObject({
      id: before.id,
      name: "Ada L",
      email: "ada@example.org",
      host: { login: "ada-l" },
    });
    expect(await ports.roles.findByLogin("ADA-L")).toBe(before.id);
    expect(await ports.roles.findByLogin("ada")).toBeNull();
  });
});

describe("changing roles", () => {
  it("is for editors, tells the person, and is recorded with who did it", async () => {
    const [ada, bob] = [await signIn("ada", ["ada"]), await signIn("bob")];
    expect(refusal(await give(bob.id, ada.id, "editor", "reader"))).toBe("actor.forbidden");
    expect(refusal(await listPeople(ports, await actorOf(bob.id), {}))).toBe("actor.forbidden");
    expect(must(await give(ada.id, bob.id, "contributor", "reviewer"))).toEqual({
      name: "bob",
      role: "reviewer",
    });
    expect(await ports.inbox.list(bob.id, 10)).toMatchObject([{ title: "Your role here is now: reviewer" }]);
    const { people } = must(await listPeople(ports, await actorOf(ada.id), {}));
    expect(people.map(({ name, role }) => [name, role])).toEqual([
      ["ada", "editor"],
      ["bob", "reviewer"],
    ]);
    expect(people[1]?.lastChange).toMatchObject({ from: "contributor", to: "reviewer", byName: "ada" });
  });

  it("is refused on a role that is not the one that was seen", async () => {
    const [ada, bob] = [await signIn("ada", ["ada"]), await signIn("bob")];
    must(await give(ada.id, bob.id, "contributor", "reviewer"));
    expect(refusal(await give(ada.id, bob.id, "contributor", "editor"))).toBe("person.changed");
    expect(refusal(await give(ada.id, "nobody", "contributor", "editor"))).toBe("not-found");
  });

  it("never leaves a book without an editor, even when two step down at once", async () => {
    const [ada, bob] = [await signIn("ada", ["ada"]), await signIn("bob", ["bob"])];
    const both = await Promise.all([
      give(ada.id, ada.id, "editor", "contributor"),
      give(bob.id, bob.id, "editor", "contributor"),
    ]);
    expect(both.filter((each) => each.ok)).toHaveLength(1);
    expect(both.filter((each) => !each.ok).map(refusal)).toEqual(["person.last-editor"]);
    const left = await ports.people.withRole("editor");
    expect(left).toHaveLength(1);
    expect(refusal(await give(left[0]?.id ?? "", left[0]?.id ?? "", "editor", "reader"))).toBe(
      "person.last-editor",
    );
  });

  it("counts no demo account as the last editor where nobody can use one", async () => {
    const ada = await signIn("ada", ["ada"]);
    const demo = await signInPerson(
      ports,
      { provider: "demo", accountId: "editor", login: null, name: "Edda", email: null, image: null },
      [],
    );
    expect(refusal(await give(ada.id, ada.id, "editor", "reader"))).toBe("person.last-editor");
    expect(refusal(await give(ada.id, demo.id, "editor", "reader"))).toBe("not-found");
    expect(must(await listPeople(ports, await actorOf(ada.id), {})).people).toHaveLength(1);
  });

  it("does not pretend to demote whom the settings name", async () => {
    const [ada, bob] = [await signIn("ada", ["ada"]), await signIn("bob", ["bob"])];
    expect(refusal(await give(ada.id, bob.id, "editor", "reader", ["bob"]))).toBe("input.invalid");
  });
});

describe("finding people", () => {
  it("goes by part of a name or login, whatever its case, and takes signs for what they are", async () => {
    const ada = await signIn("ada", ["ada"], { name: "Ada Lovelace" });
    await signIn("grace-h", [], { name: "Grace 100%" });
    const find = async (search: string) =>
      must(await listPeople(ports, await actorOf(ada.id), { search })).people.map(({ login }) => login);
    expect(await find("LOVE")).toEqual(["ada"]);
    expect(await find("e-H")).toEqual(["grace-h"]);
    expect(await find("%")).toEqual(["grace-h"]);
    expect(await find("nobody")).toEqual([]);
    expect(await ports.roles.findByLogin("%")).toBeNull();
  });
});
