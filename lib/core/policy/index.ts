export { type Limit, type LimitName, limits } from "./limits.ts";
export { type Action, type Actor, anonymous, authorise, type Resource, type Role, rules } from "./policy.ts";
export {
  permissionFreshMs,
  permissionKeptMs,
  type RepositoryPermission,
  roleOfPermission,
} from "./repository-role.ts";
export { checkRoleChange, roles, rolesToGive, roleWords } from "./role-change.ts";
export { readSignInFailure, type SignInFailure, signInFailures } from "./sign-in-failure.ts";
