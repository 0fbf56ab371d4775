import { ok, refuse } from "#lib/core/outcome.ts";
import type { Role } from "#lib/core/policy/index.ts";
import type { PersonEntry, Roles } from "#lib/features/ports/index.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { announceDraft } from "./changes.ts";
import type { Database } from "./client.ts";

/** Those who can publish. */
const editors = ["editor", "admin"];
const staff = ["reviewer", ...editors];

const include = {
  accounts: { where: { provider: "github" }, select: { login: true } },
  roleChanges: { orderBy: { at: "desc" }, take: 1 },
  _count: { select: { proposals: { where: { publications: { some: { state: "done" } } } } } },
} as const satisfies Prisma.PersonInclude;

function toEntry(row: Prisma.PersonGetPayload<{ include: typeof include }>): PersonEntry {
  const change = row.roleChanges[0];
  return {
    id: row.id,
    name: row.name,
    role: row.role as Role,
    demo: row.demo,
    roleSource: row.roleSource as PersonEntry["roleSource"],
    login: row.accounts[0]?.login ?? null,
    joinedAt: row.createdAt,
    signedInAt: row.signedInAt,
    published: row._count.proposals,
    lastChange: change
      ? { from: change.from as Role, to: change.to as Role, byName: change.byName, at: change.at }
      : null,
  };
}

/** Prisma compares with ILIKE here, where these signs would stand for others. */
const literally = (text: string) => text.replace(/[\\%_]/gu, "\\$&");

/** Who has which role, and the record of every change. */
export function createRoles(db: Database): Roles {
  return {
    async list({ search, demo, limit }) {
      const like = { contains: literally(search ?? ""), mode: "insensitive" } as const;
      const where: Prisma.PersonWhereInput = {
        ...(demo ? {} : { demo: false }),
        ...(search && { OR: [{ name: like }, { accounts: { some: { login: like } } }] }),
      };
      const some = (role: Prisma.StringFilter) =>
        db.person.findMany({
          where: { ...where, role },
          include,
          orderBy: [{ createdAt: "desc" }, { id: "asc" }],
          take: limit,
        });
      const [those, others] = await Promise.all([some({ in: staff }), some({ notIn: staff })]);
      return [...those, ...others].map(toEntry);
    },
    async findByLogin(login) {
      const account = await db.account.findFirst({
        where: { provider: "github", login: { equals: literally(login), mode: "insensitive" } },
        // A login that was given up may stand on an older account as well.
        orderBy: { person: { signedInAt: { sort: "desc", nulls: "last" } } },
      });
      return account?.personId ?? null;
    },
    async change(personId, { from, to, demo, ...by }) {
      return db.$transaction(async (tx) => {
        // One change at a time, so that two editors cannot take the role from each other.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('colophon.roles'))`;
        const changed = await tx.person.updateMany({
          where: { id: personId, role: from },
          data: { role: to },
        });
        if (changed.count === 0) {
          return refuse(
            "person.changed",
            "Somebody else changed this role meanwhile. Look again, then decide.",
          );
        }
        const left = await tx.person.count({
          where: { role: { in: editors }, ...(demo ? {} : { demo: false }) },
        });
        if (left === 0 && editors.includes(from)) {
          // Undone here rather than by throwing: a refusal is data.
          await tx.person.update({ where: { id: personId }, data: { role: from } });
          return refuse(
            "person.last-editor",
            "This is the last editor, and somebody has to be able to publish. Make somebody else an editor first.",
          );
        }
        // From now on it is what was decided here, whatever the repository says.
        await tx.person.update({ where: { id: personId }, data: { roleSource: "given" } });
        await announceDraft(tx, { proposal: "*", path: null });
        await tx.roleChange.create({ data: { id: crypto.randomUUID(), personId, from, to, ...by } });
        return ok(true as const);
      });
    },
  };
}
