/** Texts made to be slow: each must be read whole; a runaway shows as the test's timeout, growth in `bench text`. */
import { describe, expect, it } from "vitest";
import { cutBlocks } from "./cut-blocks.ts";
import { hostile } from "./hostile.fixture.ts";
import { parse } from "./parse.ts";
import { faults } from "./tree-invariants.fixture.ts";

const size = 10_000;

describe("hostile text", () => {
  it.each(Object.entries(hostile))("is read whole: %s", { timeout: 60_000 }, (_name, make) => {
    expect(faults(make(size))).toEqual([]);
  });
  it("is read whole on one line of 5 MB, or a million lines", { timeout: 60_000 }, () => {
    expect(faults("x".repeat(5_000_000))).toEqual([]);
    expect(faults("*a* [b](c) ".repeat(450_000))).toEqual([]);
    expect(faults("\n".repeat(1_000_000))).toEqual([]);
  });
  it("becomes opaque where it is too deep or too long", () => {
    expect(cutBlocks("x".repeat(70_000))).toMatchObject([{ kind: "opaque" }]);
    expect(JSON.stringify(parse("> ".repeat(100)))).toContain('"opaque"');
    expect(cutBlocks("::: {.a}\n".repeat(100)).at(-1)).toMatchObject({ kind: "opaque", depth: 32 });
  });
  it("nests no deeper than a reader of the tree can follow", () => {
    const depth = (text: string): number => {
      let most = 0;
      let now = 0;
      for (const character of text) {
        if (character === "[") most = Math.max(most, ++now);
        else if (character === "]") now--;
      }
      return most;
    };
    const shape = (source: string): string =>
      JSON.stringify(parse(source), (key, value) => (key === "value" ? "" : value));
    for (const name of ["nested quotes", "divs in divs", "emphasis in emphasis", "notes in notes"]) {
      expect(depth(shape(hostile[name]?.(10_000) ?? ""))).toBeLessThan(120);
    }
  });
});
