import { describe, expect, it } from "vitest";
import { readingTime } from "./reading-time.ts";

describe("readingTime", () => {
  it("says minutes below an hour", () => {
    expect([0, 1, 9, 57].map(readingTime)).toEqual(["1 min", "1 min", "9 min", "57 min"]);
  });

  it("rounds to a quarter of an hour below ten hours", () => {
    expect([58, 60, 78, 205, 599].map(readingTime)).toEqual([
      "1 hour",
      "1 hour",
      "1¼ hours",
      "3½ hours",
      "10 hours",
    ]);
  });

  it("says whole hours from ten on", () => {
    expect([600, 2050].map(readingTime)).toEqual(["10 hours", "34 hours"]);
  });
});
