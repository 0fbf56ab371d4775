import { describe, expect, it } from "vitest";
import { columnPlaces, displayWidth } from "./display-width.ts";

describe("the width of text", () => {
  it("is what Pandoc counts", () => {
    const widths: [string, number][] = [
      ["plain", 5],
      ["✗✓→–", 4],
      ["漢字", 4],
      ["é", 1],
      ["e\u0301a", 2],
      ["✅", 2],
      ["⚠\ufe0f", 2],
      ["👩\u200d🚀", 2],
      ["a\u200bb", 2],
    ];
    for (const [text, width] of widths) expect([text, displayWidth(text)]).toEqual([text, width]);
  });
  it("says which character stands in a column", () => {
    expect(columnPlaces("ab")).toBeNull();
    expect(columnPlaces("a漢b")).toEqual([0, 1, -1, 2, 3]);
  });
});
