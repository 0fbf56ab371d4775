import { readFile } from "node:fs/promises";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { freshDatabase } from "#test/harness/index.ts";
import { openSchemaEngine, sqlFromEmpty } from "../../scripts/migration/schema-engine.ts";

const path = "prisma/schema.prisma";

/** What the database says of its own tables: columns, defaults, constraints and indexes, each on a line. */
async function describeTables(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({
      rowMode: "array",
      text: `
      SELECT format('%s.%s %s %s default %s', c.table_name, c.column_name, c.udt_name,
                    c.is_nullable, coalesce(c.column_default, 'none'))
        FROM information_schema.columns c WHERE c.table_schema = 'public'
      UNION ALL
      SELECT format('%s: %s', conrelid::regclass, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
      UNION ALL
      SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'`,
    });
    return rows
      .map(([line]) => String(line))
      .filter((line) => !/_prisma_migrations|\brate_limit\b/u.test(line))
      .sort();
  } finally {
    await client.end();
  }
}

describe("the migrations", () => {
  it("lead to the tables of prisma/schema.prisma", async () => {
    const [migrated, drawn] = await Promise.all([freshDatabase(), freshDatabase({ empty: true })]);
    try {
      const schema = await readFile(path, "utf8");
      const sql = await sqlFromEmpty(await openSchemaEngine(path, schema, drawn.url), path, schema);
      const client = new pg.Client({ connectionString: drawn.url });
      await client.connect();
      await client.query(sql);
      await client.end();
      expect(await describeTables(migrated.url)).toEqual(await describeTables(drawn.url));
    } finally {
      await migrated.drop();
      await drawn.drop();
    }
  });
});
