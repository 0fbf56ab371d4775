export { type AppManifest, appManifest, newAppAddress } from "./app-manifest.ts";
export { badChecks, type CheckedConnection, type ConnectionCheck } from "./check.ts";
export {
  type Access,
  type BookPlace,
  type BookSearch,
  type ConnectedApp,
  type ConnectedBook,
  type Connection,
  type ConnectionSecrets,
  type FoundManifest,
  noConnection,
} from "./connection.ts";
export { type Need, needs, unmetNeeds, wantedEvents } from "./needs.ts";
export { readPlace, type WrittenPlace } from "./place.ts";
