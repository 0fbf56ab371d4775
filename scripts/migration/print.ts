/** Prints the SQL from an empty database to prisma/schema.prisma; the start of a new migration file. */
import { readFile } from "node:fs/promises";
import { openSchemaEngine, sqlFromEmpty } from "./schema-engine.ts";

const path = "prisma/schema.prisma";
const schema = await readFile(path, "utf8");
const engine = await openSchemaEngine(
  path,
  schema,
  process.env.DATABASE_URL ?? "postgresql://localhost/none",
);
process.stdout.write(await sqlFromEmpty(engine, path, schema));
