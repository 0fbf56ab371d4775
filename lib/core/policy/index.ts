export { type Action, type Actor, anonymous, authorise, type Resource, type Role, rules } from "./policy.ts";
