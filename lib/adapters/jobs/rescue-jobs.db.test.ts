import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type FreshDatabase, freshDatabase } from "#test/harness/index.ts";
import { prepareJobs, runJobs } from "./index.ts";
import { showLifeSigns } from "./rescue-jobs.ts";

let database: FreshDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  await prepareJobs(database.url);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

describe("jobs", () => {
  it("of a dead worker are given back, those of a living one are not", async () => {
    let begin: () => void = () => undefined;
    let end: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const held = new Promise<void>((resolve) => {
      end = resolve;
    });
    const worker = await runJobs({
      databaseUrl: database.url,
      concurrency: 1,
      crontab: "",
      handlers: {
        long: async () => {
          begin();
          await held;
        },
      },
      onError: () => undefined,
    });
    await client.query("SELECT graphile_worker.add_job('long', '{}'::json, queue_name := 'book')");
    await begun;
    // What a killed process leaves: a job locked in the name of a pool that nobody holds.
    await client.query("SELECT graphile_worker.add_job('other', '{}'::json)");
    await client.query(
      "UPDATE graphile_worker._private_jobs SET locked_by = 'pool-of-the-dead', locked_at = now() WHERE task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'other')",
    );
    const signs = await showLifeSigns(database.url);
    expect(await signs.rescue()).toEqual(["pool-of-the-dead"]);
    expect(await signs.rescue()).toEqual([]);
    end();
    await worker.stop();
    await signs.close();
  });

  it("of a worker whose connection broke are not taken from it once it is back", async () => {
    const signs = await showLifeSigns(database.url);
    await signs.alive("pool-of-the-broken");
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 6975330 AND objid = hashtext('pool-of-the-broken')::oid",
    );
    await vi.waitFor(() => signs.rescue());
    await client.query("SELECT graphile_worker.add_job('broken', '{}'::json)");
    await client.query(
      "UPDATE graphile_worker._private_jobs SET locked_by = 'pool-of-the-broken', locked_at = now() WHERE task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'broken')",
    );
    const others = await showLifeSigns(database.url);
    expect(await others.rescue()).toEqual([]);
    await others.close();
    await signs.close();
  });
});
