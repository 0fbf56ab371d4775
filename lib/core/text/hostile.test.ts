/** Texts made to be slow: each must be read whole; a runaway shows as the suite's timeout. */
import { describe, expect, it } from "vitest";
import { cutBlocks } from "./cut-blocks.ts";
import { parse } from "./parse.ts";
import { faults } from "./tree-invariants.fixture.ts";

const ladder = Array.from({ length: 1_500 }, (_, index) => "`".repeat(index + 1));
const hostile: Record<string, string> = {
  "stars on both sides": `${"*".repeat(8_000)} a ${"*".repeat(8_000)}`,
  "strong and emphasis that never close": "**_* ".repeat(8_000),
  "a quote in a quote": "> ".repeat(8_000),
  "a wide table with short rows": `|${"a|".repeat(4_000)}\n|${"-|".repeat(4_000)}\n${"|a|\n".repeat(400)}`,
  "a ladder of backticks": ladder.join(" "),
  "a ladder of backtick fences": ladder.toReversed().join("\n\n"),
  "a list nested 500 deep": Array.from({ length: 500 }, (_, depth) => `${"  ".repeat(depth)}- a\n`).join(""),
  "ordinary prose": "The quick brown fox jumps over the lazy dog. ".repeat(40).concat("\n\n").repeat(115),
  "divs 10,000 deep": "::: {.a}\n".repeat(10_000),
  "divs 10,000 deep, closed": "::: {.a}\n".repeat(10_000) + ":::\n".repeat(10_000),
  "lists on one line": "- ".repeat(10_000),
  "brackets that never close": "[".repeat(50_000),
  "brackets 20,000 deep": "[".repeat(20_000) + "]".repeat(20_000),
  "links that never close": "[a](b".repeat(12_000),
  "notes in notes": "^[a".repeat(15_000) + "]".repeat(15_000),
  "emphasis 10,000 deep": "*a ".repeat(10_000) + " a*".repeat(10_000),
  "citations in citations": "[@a;".repeat(12_000) + "]".repeat(12_000),
  dollars: "$a ".repeat(20_000),
  "comments that never close": "<!-- \n\n".repeat(10_000),
  "TeX braces that never close": "\\a{".repeat(20_000),
  "environments that never close": Array.from(
    { length: 3_000 },
    (_, index) =>
      `\\begin{${index.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)] ?? "q")}}\n\n`,
  ).join(""),
  "one line of 5 MB": "x".repeat(5_000_000),
  "terms and descriptions without end": "a\n: b\n".repeat(20_000),
  "descriptions apart": "a\n\n: b\n\n".repeat(20_000),
  "white space alone": " ".repeat(1_000_000),
};

describe("hostile text", () => {
  for (const [name, source] of Object.entries(hostile)) {
    it(`is read whole: ${name}`, () => {
      expect(faults(source)).toEqual([]);
    });
  }
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
    for (const name of ["a quote in a quote", "divs 10,000 deep", "emphasis 10,000 deep", "notes in notes"]) {
      expect(depth(shape(hostile[name] ?? ""))).toBeLessThan(120);
    }
  });
});
