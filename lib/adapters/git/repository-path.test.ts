import { describe, expect, it } from "vitest";
import { isBranchName } from "./ref-name.ts";
import { clashKey, decodePath, pathFault } from "./repository-path.ts";

describe("a path that may be written", () => {
  it.each([
    ["leaves the book", "../../.github/workflows/x.yml"],
    ["absolute", "/etc/passwd"],
    ["empty part", "a//b"],
    ["backslash", ".\\a"],
    ["the repository's own folder", ".git/config"],
    ["in capitals", "x/.GIT/config"],
    ["with characters that HFS+ ignores", ".git\u200c/config"],
    ["by its short name", "git~1/config"],
    ["as an NTFS stream", ".git::$INDEX_ALLOCATION/x"],
    ["with trailing dots", ".git. ./config"],
    ["control character", "a\nb.md"],
    ["lone surrogate", "a\ud800.md"],
    ["empty", ""],
    ["too long", `${"x".repeat(256)}.md`],
  ])("is never this, in the book already or not: %s", (_, path) => {
    expect(pathFault(path)).not.toBeNull();
    expect(pathFault(path, true)).not.toBeNull();
  });

  it.each([
    ["device", "CON"],
    ["device with an ending", "figures/aux.md"],
    ["trailing dot", "a./b.md"],
    ["trailing space", "a.md "],
    ["question mark", "why?.md"],
    ["invisible character", "a\u200d.md"],
  ])("is this only when the book has it already: %s", (_, path) => {
    expect(pathFault(path)).not.toBeNull();
    expect(pathFault(path, true)).toBeNull();
  });

  it.each(["index.qmd", ".github/x.yml", ".gitignore", "日本/é.qmd", "a b.qmd", "console.md", "git~x.md"])(
    "may be %s",
    (path) => {
      expect(pathFault(path)).toBeNull();
    },
  );
});

it("two spellings of one file on some file systems have one key", () => {
  expect(clashKey("Parts/É.qmd")).toBe(clashKey("parts/e\u0301.qmd"));
  expect(clashKey("a.qmd")).not.toBe(clashKey("b.qmd"));
});

it("a name that is not UTF-8 is shown with its bytes and cannot be written to", () => {
  const { path, utf8 } = decodePath(Buffer.from([0x63, 0xe9]));
  expect([path, utf8]).toEqual(["c\\xe9", false]);
  expect(pathFault(path, true)).not.toBeNull();
});

it("a branch name is what git allows, and never an option", () => {
  for (const good of ["main", "colophon/proposal-7", "v1.0", "日本"])
    expect(isBranchName(good), good).toBe(true);
  for (const bad of [
    "",
    "-x",
    "HEAD",
    "@",
    "a..b",
    "a b",
    "a:b",
    "a~",
    "a@{1}",
    "a//b",
    "/a",
    "a/",
    ".a",
    "a/.b",
    "a.lock",
    "a.",
    "a\\b",
  ]) {
    expect(isBranchName(bad), bad).toBe(false);
  }
});
