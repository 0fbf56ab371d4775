import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutBlocks, parse, splice } from "./index.ts";
import { faults } from "./tree-invariants.fixture.ts";

const chapter = readFileSync(join(import.meta.dirname, "fixtures/every-construct.qmd"), "utf8");
const settings = { seed: 20_261_124, numRuns: 1_500 };

const bits = (
  "* ** *** _ ` `` ``` ~~~ $ $$ [ ] ( ) { } {#a} {.b} ::: ![ [^ ^[ ^ ~ ~~ \\ @ @fig-a - -@k < > <div> </div> <!-- --> {{< >}} " +
  "\\begin{x} \\end{x} \\index{a} | +--+ |-|- &amp; & a é 😀 1. a) (@) # ## --- === \0 \ufeff \u00a0 \ud800"
).split(" ");
const glue = ["", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "    ", "\n> ", "\n- ", "\n: ", "\n| "];
const scrap = fc
  .array(fc.tuple(fc.constantFrom(...bits), fc.constantFrom(...glue)), { maxLength: 40 })
  .map((pairs) => pairs.flat().join(""));
const wounded = fc
  .array(fc.tuple(fc.nat(chapter.length), fc.nat(40), fc.constantFrom(...bits, ...glue)), {
    minLength: 1,
    maxLength: 12,
  })
  .map((wounds) =>
    wounds.reduce((text, [at, cut, bit]) => text.slice(0, at) + bit + text.slice(at + cut), chapter),
  );

describe("for any text", { timeout: 60_000 }, () => {
  it("blocks and gaps partition the source, nodes nest and say their own text", () => {
    fc.assert(
      fc.property(fc.oneof(scrap, fc.string({ unit: "binary", maxLength: 200 })), (source) => {
        expect(faults(source)).toEqual([]);
      }),
      settings,
    );
  });
  it("the same holds for a chapter with wounds", () => {
    fc.assert(
      fc.property(wounded, (source) => {
        expect(faults(source)).toEqual([]);
      }),
      { ...settings, numRuns: 200 },
    );
  });
  it("the same holds for its lines ended in any way, and with a mark before them", () => {
    const ends = fc.constantFrom("\n", "\r\n", "\r", "\n\r", "\u2028\n");
    fc.assert(
      fc.property(
        wounded,
        fc.array(ends, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (text, kinds, mark) => {
          let at = 0;
          const source = text.replace(/\n/g, () => kinds[at++ % kinds.length] ?? "\n");
          expect(faults(mark ? `\ufeff${source}` : source)).toEqual([]);
        },
      ),
      { ...settings, numRuns: 150 },
    );
  });
  it("reading is repeatable", () => {
    fc.assert(
      fc.property(scrap, (source) => {
        expect(parse(source)).toEqual(parse(source));
      }),
      { ...settings, numRuns: 100 },
    );
  });
  it("replacing blocks by themselves gives the source back", () => {
    fc.assert(
      fc.property(fc.oneof(scrap, wounded), (source) => {
        const edits = cutBlocks(source)
          .filter((block) => block.parent === null)
          .map(({ span }) => ({ span, text: source.slice(span.start, span.end) }));
        expect(splice(source, edits)).toEqual({ ok: true, value: source });
      }),
      { ...settings, numRuns: 200 },
    );
  });
});
