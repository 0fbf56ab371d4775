import type { Role } from "#lib/core/policy/index.ts";
import type { Inbox, Letter, People, PersonRecord, Post } from "#lib/features/ports/index.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Database, Transaction } from "./client.ts";
import { addJob } from "./jobs.ts";

type Row = Prisma.PersonGetPayload<{ include: { accounts: true } }>;

function toPerson({ accounts, role, creditAs, ...row }: Row): PersonRecord {
  const host = accounts.find((account) => account.provider === "github" && account.login);
  return {
    ...row,
    role: role as Role,
    roleSource: row.roleSource as PersonRecord["roleSource"],
    creditAs: creditAs as PersonRecord["creditAs"],
    host: host?.login ? { login: host.login, id: host.accountId } : null,
  };
}

const include = { accounts: true } as const;
const ranked: Role[] = ["reader", "contributor", "reviewer", "editor", "admin"];
const rankOf = (role: string) => ranked.indexOf(role as Role);

export function createPeople(db: Database): People {
  return {
    async find(id) {
      const row = await db.person.findUnique({ where: { id }, include });
      return row ? toPerson(row) : null;
    },
    async signIn({ provider, accountId, login, newId, role, raise, now, ...person }) {
      const key = { provider_accountId: { provider, accountId } };
      const known = await db.account.findUnique({ where: key, include: { person: true } });
      if (!known) {
        const accounts = { create: { provider, accountId, login } };
        const roleSource = raise ? "given" : "repository";
        const data = { ...person, id: newId, role, roleSource, signedInAt: now, accounts };
        return toPerson(await db.person.create({ data, include }));
      }
      const { person: before } = known;
      const raised = raise && rankOf(before.role) < rankOf(raise.to) ? raise : null;
      const [, row] = await db.$transaction([
        db.account.update({ where: key, data: { login } }),
        db.person.update({
          where: { id: before.id },
          data: {
            name: person.name,
            image: person.image,
            // A provider that gives no address today does not take away the one it gave.
            email: person.email ?? before.email,
            signedInAt: now,
            ...(raise && { roleSource: "given" }),
            ...(raised && {
              role: raised.to,
              roleChanges: {
                create: { id: newId, from: before.role, to: raised.to, byName: raised.by, at: now },
              },
            }),
          },
          include,
        }),
      ]);
      return toPerson(row);
    },
    async withRole(least) {
      const roles = ranked.slice(ranked.indexOf(least));
      return (await db.person.findMany({ where: { role: { in: roles } }, include })).map(toPerson);
    },
  };
}

/** Tell somebody in the transaction at hand: a notification in the app, and a mail job when there is an address. */
export async function writeLetter(
  tx: Transaction,
  publicUrl: string,
  { to, title, body, href }: Letter,
): Promise<void> {
  let address = "email" in to ? to.email : null;
  if ("personId" in to) {
    await tx.notification.create({
      data: { id: crypto.randomUUID(), personId: to.personId, title, body, href },
    });
    address = (await tx.person.findUnique({ where: { id: to.personId } }))?.email ?? null;
  }
  if (!address) return;
  const text = `${body}\n\n${new URL(href, publicUrl).href}\n`;
  await addJob(tx, "send-mail", { to: address, subject: title, text });
}

/** Tells people what happened. */
export function createPost(db: Database, publicUrl: string): Post {
  return {
    tell: (to, words) => db.$transaction((tx) => writeLetter(tx, publicUrl, { to, ...words })),
  };
}

export function createInbox(db: Database): Inbox {
  return {
    async list(personId, limit) {
      return db.notification.findMany({ where: { personId }, orderBy: { at: "desc" }, take: limit });
    },
    async unread(personId) {
      return db.notification.count({ where: { personId, readAt: null } });
    },
    async markRead(personId) {
      await db.notification.updateMany({ where: { personId, readAt: null }, data: { readAt: new Date() } });
    },
  };
}
