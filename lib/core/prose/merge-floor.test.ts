import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { threeVersions } from "./generated-chapters.fixture.ts";
import { mergeByBlock } from "./index.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "colophon-merge-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What git makes of the three; null where it finds a conflict. */
function gitMerge(base: string, ours: string, theirs: string): string | null {
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const args = ["merge-file", "-p", file("ours", ours), file("base", base), file("theirs", theirs)];
  const merged = spawnSync("git", args, { encoding: "utf8" });
  return merged.status === 0 ? merged.stdout : null;
}

it("merges whatever git merges by itself", () => {
  fc.assert(
    fc.property(threeVersions, ([base, ours, theirs]) => {
      fc.pre(gitMerge(base, ours, theirs) !== null);
      expect(mergeByBlock(base, ours, theirs).conflicts).toEqual([]);
    }),
    { numRuns: 300, seed: 16 },
  );
});
