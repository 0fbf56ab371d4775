import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FreshDatabase } from "#test/harness/index.ts";
import { freshDatabase, temporaryFolder } from "#test/harness/index.ts";
import { migrate } from "./migrate.ts";

let folder: string;
let database: FreshDatabase;
const databases: FreshDatabase[] = [];

beforeAll(async () => {
  folder = await temporaryFolder("migrations");
  await put(
    "1_first",
    "CREATE TABLE book (id text PRIMARY KEY);\nCREATE TABLE chapter (id text PRIMARY KEY);",
  );
  await put("2_second", "ALTER TABLE book ADD COLUMN title text; -- semicolons; in 'comments' do not matter");
});
beforeEach(async () => {
  database = await freshDatabase({ empty: true });
  databases.push(database);
});
afterAll(async () => {
  await Promise.all(databases.map((each) => each.drop()));
  await rm(folder, { recursive: true, force: true });
});

async function put(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), sql);
}

async function rows(sql: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

describe("migrate", () => {
  it("runs what is missing in order of name, once, and tells each name before it runs", async () => {
    const told: string[] = [];
    expect(await migrate(database.url, { folder, onStep: (name) => told.push(name) })).toEqual([
      "1_first",
      "2_second",
    ]);
    expect(told).toEqual(["1_first", "2_second"]);
    expect(await migrate(database.url, { folder })).toEqual([]);
    expect(await rows("SELECT id, title FROM book")).toEqual([]);
  });

  it("records each migration as Prisma does, with the sha256 of its file", async () => {
    await migrate(database.url, { folder });
    const text = "ALTER TABLE book ADD COLUMN title text; -- semicolons; in 'comments' do not matter";
    expect(
      await rows(
        "SELECT checksum, applied_steps_count, finished_at IS NOT NULL FROM _prisma_migrations WHERE migration_name = '2_second'",
      ),
    ).toEqual([[createHash("sha256").update(text).digest("hex"), 1, true]]);
  });

  it("lets processes that start together take turns", async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, { folder })));
    expect(applied.flat().sort()).toEqual(["1_first", "2_second"]);
  });

  it("keeps nothing of a migration that fails, and runs it when it is mended", async () => {
    await put("3_third", "CREATE TABLE half (id int); SELECT no_such_function();");
    await expect(migrate(database.url, { folder })).rejects.toThrow(
      /^The migration 3_third failed: .*no_such_function/,
    );
    expect(await rows("SELECT to_regclass('half')")).toEqual([[null]]);
    await put("3_third", "CREATE TABLE half (id int);");
    expect(await migrate(database.url, { folder })).toEqual(["3_third"]);
    await rm(join(folder, "3_third"), { recursive: true });
  });

  it("refuses a migration that was changed after it ran", async () => {
    await put("4_fourth", "SELECT 1;");
    await migrate(database.url, { folder });
    await put("4_fourth", "SELECT 2;");
    await expect(migrate(database.url, { folder })).rejects.toThrow(/4_fourth was changed/);
    await rm(join(folder, "4_fourth"), { recursive: true });
  });

  it("leaves alone a migration of a newer version beside it", async () => {
    await put("5_fifth", "SELECT 1;");
    await migrate(database.url, { folder });
    await rm(join(folder, "5_fifth"), { recursive: true });
    expect(await migrate(database.url, { folder })).toEqual([]);
  });

  it("refuses to go on from a migration that another program left half done", async () => {
    await migrate(database.url, { folder });
    await rows(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', '9_ninth') RETURNING id",
    );
    await expect(migrate(database.url, { folder })).rejects.toThrow(/9_ninth was begun by another program/);
  });

  it("brings the repository's own migrations onto an empty database", async () => {
    expect((await migrate(database.url)).length).toBeGreaterThan(0);
    expect(await migrate(database.url)).toEqual([]);
  });
});
