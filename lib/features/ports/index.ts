export type * from "./book.ts";
export type * from "./connection.ts";
export type * from "./host.ts";
export type * from "./inbound.ts";
export type * from "./outside.ts";
export type * from "./people.ts";
export type * from "./proposal.ts";
export type * from "./pull-requests.ts";
