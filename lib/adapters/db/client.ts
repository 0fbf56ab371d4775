import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "#prisma/generated/client.ts";

export type Database = PrismaClient;
/** A client inside a transaction. */
export type Transaction = Prisma.TransactionClient;

/** Open a pool on the database at `url`; `connections` bounds it (web 10, worker 5). */
export function openDatabase(url: string, connections = 10): Database {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: connections }) });
}
