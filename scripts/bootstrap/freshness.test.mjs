import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { contentHash, isInstalled } from "./freshness.mjs";

const root = mkdtempSync(join(tmpdir(), "colophon-freshness-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const put = (name, text) => {
  mkdirSync(join(root, name, ".."), { recursive: true });
  writeFileSync(join(root, name), text);
};

describe("contentHash", () => {
  it("changes with content and names, not with times, tests or notes", () => {
    put("app/page.tsx", "one");
    const before = contentHash(root, ["app", "absent.ts"]);
    utimesSync(join(root, "app/page.tsx"), 1, 1);
    put("app/page.test.ts", "a test");
    put("app/README.md", "a note");
    expect(contentHash(root, ["app", "absent.ts"])).toBe(before);
    put("absent.ts", "now here");
    expect(contentHash(root, ["app", "absent.ts"])).not.toBe(before);
    put("app/page.tsx", "two");
    expect(contentHash(root, ["app"])).not.toBe(before);
  });

  it("leaves out the folders it is told to", () => {
    put("prisma/schema.prisma", "model");
    const before = contentHash(root, ["prisma"], ["prisma/generated"]);
    put("prisma/generated/client.ts", "made");
    expect(contentHash(root, ["prisma"], ["prisma/generated"])).toBe(before);
  });
});

describe("isInstalled", () => {
  const lock = (packages) => JSON.stringify({ packages: { "": {}, ...packages } });

  it("holds when every needed package is there in its version", () => {
    expect(isInstalled(lock({ a: { version: "1.0.0" } }), lock({ a: { version: "1.0.0" } }))).toBe(true);
    expect(isInstalled(lock({ a: { version: "1.0.0" } }), lock({ a: { version: "1.0.1" } }))).toBe(false);
    expect(isInstalled(lock({ a: { version: "1.0.0" } }), lock({}))).toBe(false);
  });

  it("lets optional packages be absent, but not differ", () => {
    const wanted = lock({ a: { version: "1.0.0", optional: true } });
    expect(isInstalled(wanted, lock({}))).toBe(true);
    expect(isInstalled(wanted, lock({ a: { version: "0.9.0" } }))).toBe(false);
  });

  it("fails without a finished installation", () => {
    expect(isInstalled(lock({}), undefined)).toBe(false);
    expect(isInstalled(lock({}), "{ half a fil")).toBe(false);
  });
});
