import { describe, expect, it } from "vitest";
import { changedLines } from "./changed-lines.ts";

describe("changed lines", () => {
  it.each([
    ["a\nb\n", "a\nb\n", 0],
    ["a\nb\n", "a\nc\n", 1],
    ["a\nb", "a\nb\nc\nd", 2],
    ["a\nb\nc", "", 3],
    ["", "a", 1],
    ["a\nb\nc\nd", "a\nx\ny\nd", 2],
    ["a\r\nb\r\n", "a\r\nc\r\n", 1],
  ])("from %j to %j are %i", (before, after, count) => expect(changedLines(before, after)).toBe(count));
});
