import { permissionFreshMs, permissionKeptMs, type Role, roleOfPermission } from "#lib/core/policy/index.ts";
import type { Clock, HostRepository, Permissions, PersonRecord } from "./ports/index.ts";

/**
 * The role of a person at this moment: as it was given here, or else as their permission in the book's repository has it,
 * which is asked for again after a minute. While the host cannot be asked, the last answer counts for a quarter of an
 * hour; then they may contribute, no more.
 * @param ports `host` is null where the book's host is not set up; then the stored role counts
 */
export async function roleNow(
  ports: { permissions: Permissions; host: Pick<HostRepository, "permission"> | null; clock: Clock },
  person: Pick<PersonRecord, "id" | "role" | "roleSource" | "demo" | "host">,
): Promise<Role> {
  if (person.roleSource === "given" || person.demo || person.host === null || ports.host === null)
    return person.role;
  const now = ports.clock.now();
  const last = await ports.permissions.last(person.host.id);
  const age = last ? now.getTime() - last.at.getTime() : Number.POSITIVE_INFINITY;
  if (last && age <= permissionFreshMs) return roleOfPermission(last.permission);
  const asked = await ports.host.permission(person.host);
  if (!asked.ok) return last && age <= permissionKeptMs ? roleOfPermission(last.permission) : "contributor";
  const role = roleOfPermission(asked.value);
  await ports.permissions.hear(
    { id: person.id, accountId: person.host.id },
    { permission: asked.value, role, at: now },
  );
  return role;
}
