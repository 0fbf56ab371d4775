import type { Role } from "./policy.ts";

/** What somebody may do in the book's repository, as GitHub names it. */
export type RepositoryPermission = "none" | "read" | "triage" | "write" | "maintain" | "admin";

/** The role of whoever has that permission, where nobody gave them another one here. */
export function roleOfPermission(permission: RepositoryPermission): Role {
  switch (permission) {
    case "admin":
    case "maintain":
      return "editor";
    case "write":
      return "reviewer";
    default:
      return "contributor";
  }
}

/** A permission is asked for anew after this long. */
export const permissionFreshMs = 60_000;
/** While the host cannot be asked, the last one counts for so long; then whoever it is may contribute, no more. */
export const permissionKeptMs = 15 * 60_000;
