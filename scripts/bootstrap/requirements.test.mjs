import { describe, expect, it } from "vitest";
import { whatIsMissing } from "./requirements.mjs";
import { isAtLeast } from "./runtime.mjs";

const fine = { node: "20.19.0", hasGit: true, folder: "/book", writeError: undefined };

describe("whatIsMissing", () => {
  it("is nothing on a machine with Node 20.19, git and a folder of one's own", () => {
    expect(whatIsMissing(fine)).toBeUndefined();
  });

  it.each([
    [{ node: "20.18.3" }, "Node 20.19.0 or later"],
    [{ hasGit: false }, "git was not found"],
    [{ writeError: "EACCES" }, "/book cannot be written to"],
    [{ writeError: "EROFS" }, "/book cannot be written to"],
    [{ writeError: "ENOSPC" }, "is full"],
  ])("says %o in one line that ends as a sentence", (change, words) => {
    const sentence = whatIsMissing({ ...fine, ...change });
    expect(sentence).toContain(words);
    expect(sentence).toMatch(/^[^\n]+\.$/);
  });
});

describe("isAtLeast", () => {
  it.each([
    ["20.19.0", "20.19.0", true],
    ["v24.0.0", "22.18.0", true],
    ["22.9.0", "22.18.0", false],
    ["20.20.2", "22.18.0", false],
    ["23.0.0-nightly", "22.18.0", true],
  ])("%s against %s is %s", (version, lowest, expected) => {
    expect(isAtLeast(version, lowest)).toBe(expected);
  });
});
