export type { AppWish, AppWorld } from "./app-world.ts";
export type { RouteName, WebhookName } from "./contract/operations.ts";
export type { Attempt, Deliveries, Delivery } from "./deliveries.ts";
export { type Fault, type FaultOptions, type FaultPlace, type Faults, faults } from "./faults.ts";
export { type Received, startReceiver } from "./receiver.ts";
export type { RequestLine } from "./serve-rest.ts";
export { type Forge, type ForgeOptions, startForge } from "./start-forge.ts";
export type * from "./types.ts";
export type { CommitWish, World } from "./world.ts";
