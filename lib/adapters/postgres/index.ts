export { checkDatabase } from "./check-database.ts";
export { freePort } from "./connection-file.ts";
export type { PostgresOptions, RunningPostgres } from "./start-postgres.ts";
export { runningPostgres, startPostgres } from "./start-postgres.ts";
