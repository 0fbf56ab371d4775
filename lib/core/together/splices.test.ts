import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applySplices, splicesBetween } from "./index.ts";

describe("splices between two texts", () => {
  it("leave alone what stands between two changes", () => {
    const before = "One word here, a long stretch that stays, and another there.";
    const after = "Two words here, a long stretch that stays, and another where.";
    expect(splicesBetween(before, after)).toEqual([
      { at: 0, remove: 3, insert: "Two" },
      { at: 8, remove: 0, insert: "s" },
      { at: 54, remove: 1, insert: "w" },
    ]);
  });

  it("cut neither line ends nor pairs in two", () => {
    expect(splicesBetween("a\r\nb", "a\r\n\r\nb")).toEqual([{ at: 3, remove: 0, insert: "\r\n" }]);
    expect(splicesBetween("a\u{1f600}b", "a\u{1f601}b")).toEqual([{ at: 1, remove: 2, insert: "\u{1f601}" }]);
    expect(splicesBetween("a\rb", "a\r\nb")).toEqual([{ at: 1, remove: 1, insert: "\r\n" }]);
  });

  it("lead from any text to any other", () => {
    const text = fc.array(fc.constantFrom("a", "b", " ", "\r\n", "\n", "\u{1f600}", "word", "é"), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, text, (one, two) => {
        const [before, after] = [one.join(""), two.join("")];
        expect(applySplices(before, splicesBetween(before, after))).toBe(after);
      }),
      { seed: 11, numRuns: 3_000 },
    );
  });
});
