import type { RepositoryPermission } from "#lib/core/policy/index.ts";
import type { Permissions } from "#lib/features/ports/index.ts";
import { announceDraft } from "./changes.ts";
import type { Database } from "./client.ts";

/** What people may do in the book's repository, as last heard. */
export function createPermissions(db: Database): Permissions {
  const keyOf = (accountId: string) => ({ provider_accountId: { provider: "github", accountId } });
  return {
    async last(accountId) {
      const row = await db.account.findUnique({ where: keyOf(accountId) });
      return row?.permission && row.permissionAt
        ? { permission: row.permission as RepositoryPermission, at: row.permissionAt }
        : null;
    },
    async hear({ id, accountId }, { permission, role, at }) {
      await db.$transaction(async (tx) => {
        await tx.account.update({
          where: keyOf(accountId),
          data: { permission, permissionAt: at },
        });
        // Whatever an editor decides at this moment stands.
        const before = await tx.person.findUnique({ where: { id }, select: { role: true } });
        const changed = await tx.person.updateMany({
          where: { id, roleSource: "repository", role: { not: role } },
          data: { role },
        });
        if (changed.count === 0 || !before) return;
        await announceDraft(tx, { proposal: "*", path: null });
        await tx.roleChange.create({
          data: {
            id: crypto.randomUUID(),
            personId: id,
            from: before.role,
            to: role,
            byName: "their permission at GitHub",
            at,
          },
        });
      });
    },
  };
}
