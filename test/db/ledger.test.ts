import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendToLedger, createLedger, type Database, openDatabase } from "#lib/adapters/db/index.ts";
import type { Ledger } from "#lib/features/ports/index.ts";
import { verifyLedger } from "#lib/features/read-ledger.ts";
import { type FreshDatabase, freshDatabase } from "#test/harness/index.ts";
import { must } from "./small-book.ts";

let database: FreshDatabase;
let db: Database;
let ledger: Ledger;
let superuser: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url, 8);
  ledger = createLedger(db);
  superuser = new pg.Client({ connectionString: database.url });
  await superuser.connect();
});
beforeEach(async () => {
  await tamper("DELETE FROM ledger_entry");
  for (const number of [1, 2, 3]) await append({ proposal: number });
});
afterAll(async () => {
  await superuser.end();
  await db.$disconnect();
  await database.drop();
});

/** What only somebody with the keys to the database can do. */
async function tamper(sql: string): Promise<void> {
  await superuser.query("ALTER TABLE ledger_entry DISABLE TRIGGER ALL");
  await superuser.query(sql);
  await superuser.query("ALTER TABLE ledger_entry ENABLE TRIGGER ALL");
}

const at = new Date("2026-01-01T00:00:00Z");
const append = (payload: Record<string, unknown>, kind: "grant" | "publication" = "grant") =>
  db.$transaction((tx) => appendToLedger(tx, [{ kind, payload }], at), { maxWait: 20_000, timeout: 20_000 });

describe("the ledger", () => {
  it("is whole after appending, and its head is the hash of its last entry", async () => {
    const entries = await ledger.read(0, 10);
    expect(must(await verifyLedger({ ledger }))).toEqual({ entries: 3, head: entries.at(-1)?.hash });
    expect(entries[2]?.previous).toBe(entries[1]?.hash);
  });

  it.each([
    ["changed", "UPDATE ledger_entry SET payload = '{}' WHERE sequence = 2"],
    ["removed", "DELETE FROM ledger_entry WHERE sequence = 3"],
    ["emptied", "TRUNCATE ledger_entry"],
  ])("cannot be %s, also by the database's owner", async (_how, sql) => {
    await expect(superuser.query(sql)).rejects.toThrow(/ledger/iu);
    expect(must(await verifyLedger({ ledger })).entries).toBe(3);
  });

  it.each([
    ["a payload", `UPDATE ledger_entry SET payload = replace(payload, '2', '7') WHERE sequence = 2`, 2],
    ["a kind", "UPDATE ledger_entry SET kind = 'publication' WHERE sequence = 2", 2],
    ["a time", "UPDATE ledger_entry SET at = at + interval '1 second' WHERE sequence = 3", 3],
    ["a hash", `UPDATE ledger_entry SET hash = repeat('0', 64) WHERE sequence = 1`, 1],
    ["a link", `UPDATE ledger_entry SET previous = repeat('0', 64) WHERE sequence = 3`, 3],
    ["an entry that is gone", "DELETE FROM ledger_entry WHERE sequence = 2", 3],
    ["a beginning that is gone", "DELETE FROM ledger_entry WHERE sequence = 1", 2],
  ])("names the first entry that is wrong when somebody tampered with %s", async (_what, sql, sequence) => {
    await tamper(sql);
    const verdict = await verifyLedger({ ledger });
    expect(verdict).toMatchObject({ ok: false, problem: { code: "ledger.broken" } });
    expect(verdict.ok || `${verdict.problem.message} ${verdict.problem.at}`).toContain(String(sequence));
  });

  it("does not fork when twenty append at the same moment", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, number) => append({ number }, "publication")));
    expect(must(await verifyLedger({ ledger })).entries).toBe(23);
    const entries = await ledger.read(3, 100);
    expect(new Set(entries.map((entry) => entry.payload)).size).toBe(20);
  });

  it("keeps nothing of an append whose transaction failed", async () => {
    const failed = db.$transaction(async (tx) => {
      await appendToLedger(tx, [{ kind: "grant", payload: {} }], at);
      throw new Error("undone");
    });
    await expect(failed).rejects.toThrow("undone");
    await append({ proposal: 4 });
    expect(must(await verifyLedger({ ledger })).entries).toBe(4);
  });
});
