import { spawn } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { variableNames } from "#lib/adapters/env/index.ts";
import { freePort } from "#lib/adapters/postgres/index.ts";
import { freshDatabase, temporaryFolder } from "#test/harness/index.ts";

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder("start");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Run scripts/start.mjs to its end, which these tests provoke. */
async function start(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !variableNames.includes(name)),
  );
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: join(import.meta.dirname, "..", ".."),
    env: { ...env, NODE_ENV: "production", COLOPHON_DATA_DIR: folder, PORT: "1", ...settings },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, said: said.trim() };
}

describe("npm start", () => {
  it("says in one sentence that a port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    expect(await start({ PORT: String(port) })).toEqual({
      code: 1,
      said: `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start.`,
    });
    await new Promise((resolve) => other.close(resolve));
  });

  it("says in one sentence that its folder cannot be used", async () => {
    const file = join(folder, "a-file");
    await writeFile(file, "");
    const { code, said } = await start({ COLOPHON_DATA_DIR: file });
    expect(code).toBe(1);
    expect(said).toBe(
      `The folder ${file} cannot be written to (EEXIST). Make it yours, or choose another with COLOPHON_DATA_DIR.`,
    );
  });

  it.each([
    [
      "malformed",
      { DATABASE_URL: "localhost/book" },
      /^DATABASE_URL is not an address Colophon can use\. [^\n]+$/,
    ],
    [
      "unreachable",
      { DATABASE_URL: "postgresql://127.0.0.1:1/book" },
      /^DATABASE_URL leads to 127\.0\.0\.1:1, where no PostgreSQL answers[^\n]+$/,
    ],
    ["public without an address", { HOST: "0.0.0.0" }, /^PUBLIC_URL is missing\. [^\n]+$/],
    [
      "public with demo accounts",
      { COLOPHON_DEMO: "on", PUBLIC_URL: "https://book.example" },
      /^COLOPHON_DEMO is on, but [^\n]+$/,
    ],
  ])("says in one sentence what is wrong with settings that are %s", async (_what, settings, sentence) => {
    const port = await freePortText();
    const { code, said } = await start({ PORT: port, ...settings });
    expect(code).toBe(1);
    expect(said).toMatch(sentence);
  });

  it("says in one sentence that the database refuses its password", async () => {
    const database = await freshDatabase({ empty: true });
    const url = new URL(database.url);
    url.password = "guess";
    const { code, said } = await start({ PORT: await freePortText(), DATABASE_URL: url.href });
    expect(code).toBe(1);
    expect(said).toMatch(
      /^DATABASE_URL was refused by [^\n]+: the user colophon or the password is wrong\.$/,
    );
    await database.drop();
  });
});

async function freePortText(): Promise<string> {
  return String(await freePort());
}
