import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createBareRepository } from "./bare-repository.ts";
import { writeBlob, writeTree } from "./commits.ts";
import { carryLine, hunkAt } from "./diff-lines.ts";
import { readDifferences } from "./differences.ts";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "colophon-differences-"));
  await createBareRepository(folder, "main");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const tree = async (files: Record<string, string | [mode: string, text: string]>) =>
  writeTree(
    folder,
    undefined,
    await Promise.all(
      Object.entries(files).map(async ([path, file]) => {
        const [mode, text] = typeof file === "string" ? ["100644", file] : file;
        return { path, mode, sha: await writeBlob(folder, text) };
      }),
    ),
  );

it("tells files apart whatever they are called and hold", async () => {
  const long = Array.from({ length: 30 }, (_, i) => `line ${i}\n`).join("");
  const before = await tree({
    "a b.md": "1\n",
    "gone.md": "old\n",
    "link.md": "here\n",
    "moved.md": long,
    "same.md": "same\n",
    "tricky.md": "1\n",
  });
  const after = await tree({
    "a b.md": "2\n",
    "Größe\t.md": `${long}more\n`,
    "link.md": ["120000", "same.md"],
    "new.bin": "\0\x01",
    "same.md": "same\n",
    "tricky.md": "diff --git a/x b/x\n@@ -1 +1 @@\n",
  });
  const found = await readDifferences(folder, before, after);
  expect(
    found.map(({ path, previousPath, status, additions, deletions }) => [
      path,
      previousPath,
      status,
      additions,
      deletions,
    ]),
  ).toEqual([
    ["Größe\t.md", "moved.md", "renamed", 1, 0],
    ["a b.md", null, "modified", 1, 1],
    ["gone.md", null, "removed", 0, 1],
    ["link.md", null, "changed", 0, 1],
    ["new.bin", null, "added", 0, 0],
    ["tricky.md", null, "modified", 2, 1],
  ]);
  expect(found.map((each) => each.patch?.split("\n")[0])).toEqual([
    "@@ -28,3 +28,4 @@ line 26",
    "@@ -1 +1 @@",
    "@@ -1 +0,0 @@",
    "@@ -1 +0,0 @@",
    undefined,
    "@@ -1 +1,2 @@",
  ]);
  expect(await readDifferences(folder, before, before)).toEqual([]);
});

const patch =
  "@@ -1,4 +1,5 @@\n one\n-two\n+TWO\n+and\n three\n four\n@@ -20,2 +21,1 @@ part\n twenty\n-gone";

it("finds lines in a patch, and carries them over", () => {
  expect(hunkAt(patch, 2, "RIGHT")).toEqual({ hunk: "@@ -1,4 +1,5 @@\n one\n-two\n+TWO", position: 3 });
  expect(hunkAt(patch, 2, "LEFT")?.position).toBe(2);
  expect(hunkAt(patch, 21, "RIGHT")).toEqual({ hunk: "@@ -20,2 +21,1 @@ part\n twenty", position: 8 });
  expect(hunkAt(patch, 10, "RIGHT")).toBeUndefined();
  expect([1, 2, 3, 10, 20, 21, 30].map((line) => carryLine(patch, line))).toEqual([
    1,
    null,
    4,
    11,
    21,
    null,
    30,
  ]);
});
