import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningPostgres } from "./index.ts";
import { checkDatabase, runningPostgres, startPostgres } from "./index.ts";

let folder: string;
let dataDir: string;
const started: RunningPostgres[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "colophon postgres'-"));
  await chmod(folder, 0o711);
  dataDir = join(folder, "data", "postgres");
});

afterAll(async () => {
  await started.at(-1)?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<RunningPostgres> {
  const server = await startPostgres({ dataDir });
  started.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

async function postmaster(server: RunningPostgres): Promise<number> {
  return Number((await readFile(join(server.folder, "cluster", "postmaster.pid"), "utf8")).split("\n")[0]);
}

describe("startPostgres", () => {
  it("makes a cluster over the remains of one that was never finished, in a folder with a difficult name", async () => {
    await mkdir(join(dataDir, "cluster.new", "base"), { recursive: true });
    await writeFile(join(dataDir, "cluster.new", "PG_VERSION"), "18\n");
    const server = await start();
    expect(await ask(server.url, "SELECT current_database()")).toBe("colophon");
    expect(await ask(server.url, "SELECT lower('ÀÉ')")).toBe("àé");
    expect((await readdir(server.folder)).filter((name) => name.startsWith("cluster"))).toEqual(["cluster"]);
    await ask(server.url, "CREATE TABLE kept (word text)");
  });

  it("uses the server that is already running, and can be asked where it is", async () => {
    const server = await start();
    expect(server.reused).toBe(true);
    expect(await runningPostgres(dataDir)).toBe(server.url);
  });

  it("demands the password, also on loopback", async () => {
    const url = new URL(started[0]!.url);
    url.password = "guess";
    const refused = await checkDatabase(url.href);
    expect(refused.ok ? "" : refused.problem.message).toContain("the user colophon or the password is wrong");
  });

  it("starts again after kill -9 of the server, with what was committed", async () => {
    const first = await start();
    process.kill(await postmaster(first), "SIGKILL");
    const second = await start();
    expect(await ask(second.url, "SELECT count(*)::int FROM kept")).toBe(0);
  });

  it("is not misled by a postmaster.pid that names a living process of somebody else", async () => {
    const first = await start();
    const file = join(first.folder, "cluster", "postmaster.pid");
    const text = await readFile(file, "utf8");
    await first.stop();
    expect(await runningPostgres(dataDir)).toBeUndefined();
    await writeFile(file, text.replace(/^\d+/, String(process.pid)));
    const second = await start();
    expect(second.reused).toBe(false);
    expect(await ask(second.url, "SELECT 1")).toBe(1);
  });

  it("moves to another port when its own was taken meanwhile", async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    await first.stop();
    const other = createServer().listen(port, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const second = await start();
    expect(new URL(second.url).port).not.toBe(String(port));
    expect(await ask(second.url, "SELECT 1")).toBe(1);
    await new Promise((resolve) => other.close(resolve));
  });

  it("refuses data of another major version in words, and leaves it as it was", async () => {
    const server = await start();
    await server.stop();
    const file = join(server.folder, "cluster", "PG_VERSION");
    await writeFile(file, "17\n");
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 17 and this version ships PostgreSQL 18/);
    await writeFile(file, "18\n");
  });
});

describe("checkDatabase", () => {
  it("accepts a working address", async () => {
    const server = await start();
    expect(await checkDatabase(server.url)).toEqual({ ok: true, value: { version: "18" } });
  });

  it.each([
    ["postgresql://127.0.0.1:1/book", "where no PostgreSQL answers"],
    ["postgresql://nowhere.invalid/book", "which cannot be found"],
  ])("says in one sentence what is wrong with %s", async (url, words) => {
    const outcome = await checkDatabase(url);
    expect(outcome.ok ? "" : outcome.problem.message).toMatch(new RegExp(`^DATABASE_URL .*${words}.*[.?]$`));
  });

  it("names a database that does not exist", async () => {
    const url = new URL((await start()).url);
    url.pathname = "/elsewhere";
    const outcome = await checkDatabase(url.href);
    expect(outcome.ok ? "" : outcome.problem.message).toContain("createdb elsewhere");
  });
});
