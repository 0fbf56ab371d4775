import type { Actor } from "#lib/core/policy/index.ts";
import { changeRole } from "#lib/features/change-role.ts";
import { listPeople } from "#lib/features/list-people.ts";
import { openPorts, type Ports } from "#lib/wiring.ts";
import { configured } from "./configured.ts";

/** Whoever can read the database's password may do what an admin may. */
const operator: Actor = { id: null, name: "The person who runs this site", role: "admin" };

const usage = `people [<part of a name or login>] [--json]
people set-role <login or id> <reader|contributor|reviewer|editor|admin>
`;

/** `people`: who has which role; `people set-role`: give somebody another one, also when no editor can sign in. */
export async function run(args: string[]): Promise<number> {
  const json = args.includes("--json");
  const [first = "", ...rest] = args.filter((arg) => arg !== "--json");
  if (first.startsWith("-") || (first === "set-role" ? rest.length !== 2 : rest.length > 0)) {
    process.stderr.write(usage);
    return 1;
  }
  const env = await configured();
  if (!env.ok) return failed(env.problem.message);
  const ports = openPorts(env.value, 2);
  try {
    return first === "set-role"
      ? await setRole(ports, rest[0] ?? "", rest[1] ?? "")
      : await list(ports, first, json);
  } finally {
    await ports.close();
  }
}

async function list(ports: Ports, search: string, json: boolean): Promise<number> {
  const listed = await listPeople(ports, operator, { search });
  if (!listed.ok) return failed(listed.problem.message);
  if (json) {
    process.stdout.write(`${JSON.stringify(listed.value.people)}\n`);
    return 0;
  }
  for (const person of listed.value.people) {
    const seen = person.signedInAt?.toISOString().slice(0, 10) ?? "-";
    const row = [
      person.role.padEnd(12),
      (person.login ?? person.id).padEnd(24),
      seen.padEnd(11),
      person.name,
    ];
    process.stdout.write(`${row.join(" ")}\n`);
  }
  process.stderr.write(
    `${listed.value.people.length} people: role, login or id, last signed in, name${listed.value.more ? "; the newest only" : ""}\n`,
  );
  return 0;
}

async function setRole(ports: Ports, who: string, to: string): Promise<number> {
  const login = who.replace(/^@/u, "");
  const person = await ports.people.find((await ports.roles.findByLogin(login)) ?? login);
  if (!person) {
    return failed(
      `Nobody with the login or id ${who} has signed in here yet. Name the login in BOOK_EDITORS to make them an editor when they do.`,
    );
  }
  const changed = await changeRole(ports, operator, { id: person.id, from: person.role, to });
  if (!changed.ok) return failed(changed.problem.message);
  process.stdout.write(`${person.name}: ${person.role} -> ${changed.value.role}\n`);
  return 0;
}

function failed(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
