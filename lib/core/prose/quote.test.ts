import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { versions } from "./generated-chapters.fixture.ts";
import { locateQuote } from "./quote.ts";

function found(source: string, quote: string, prefix = "", suffix = "", from = source): string {
  const start = source.indexOf(from);
  const place = locateQuote(source, { start, end: start + from.length }, quote, prefix, suffix);
  return place.state === "found" ? source.slice(place.span.start, place.span.end) : place.state;
}

describe("locateQuote", () => {
  it.each([
    ["plain words", "Some plain words here.", "plain words", "plain words"],
    ["emphasis inside", "It is **very** _slow_ indeed.", "is very slow indeed", "is **very** _slow_ indeed"],
    [
      "emphasis at both ends",
      "It is **very** slow and _so_ on.",
      "very slow and so",
      "**very** slow and _so_",
    ],
    ["part of an emphasis", "It is **very slow** now.", "slow", "slow"],
    [
      "a link's words",
      "See [the docs](https://e.org/x) now.",
      "the docs now",
      "[the docs](https://e.org/x) now",
    ],
    [
      "typographic quotes and dashes",
      'He said "no" -- it\'s fine...',
      "“no” – it’s fine…",
      '"no" -- it\'s fine...',
    ],
    ["a line break in the source", "One two\nthree four.", "two three", "two\nthree"],
    ["an escape", "Costs \\$5 or 5\\*3 today.", "$5 or 5*3", "$5 or 5\\*3"],
    ["an entity", "A &amp; B &lt; C.", "& B < C", "&amp; B &lt; C"],
    ["code", "Call `f(x)` twice.", "f(x) twice", "f(x)` twice"],
    [
      "a citation",
      "As shown [@a2020; @b2021] before, yes.",
      "shown [12, 13] before",
      "shown [@a2020; @b2021] before",
    ],
    ["a cross-reference", "See @fig-one for it.", "See Figure 3.1 for", "See @fig-one for"],
    ["a formula", "The value $x^2$ grows.", "value x2 grows", "value $x^2$ grows"],
    ["a footnote mark", "A term[^t] is defined.", "term3 is defined", "term[^t] is defined"],
    [
      "a footnote mark that was not chosen",
      "A term[^t] is defined.",
      "term is defined",
      "term[^t] is defined",
    ],
    ["an index entry", "Large\\index{size} models.", "Large models", "Large\\index{size} models"],
    ["a non-breaking space", "About 5\u00A0ms each.", "5 ms each", "5\u00A0ms each"],
    ["a soft hyphen on the page", "Optimization works.", "Opti\u00ADmization", "Optimization"],
    ["a list item", "- first thing\n- second **thing**\n", "second thing", "second **thing**"],
    ["a table cell", "| a | b |\n|---|---|\n| one *two* | 3 |\n", "one two", "one *two*"],
    ["a heading", "## Data *at* rest {#sec-x}\n", "Data at rest", "Data *at* rest"],
    ["right-to-left words", "קוראים ספר טוב", "ספר טוב", "ספר טוב"],
  ])("finds %s", (_, source, quote, expected) => {
    const source1 = source.includes("[^t]") ? `${source}\n\n[^t]: Note.\n` : source;
    const place = found(source1, quote);
    expect([expected, expected.replace(/^`|^\\/, ""), `\\${expected}`, `\`${expected}`]).toContain(place);
  });

  it("chooses among equal words by what stands around them", () => {
    const source = "The model learns. The model forgets. The model rests.";
    const place = locateQuote(source, { start: 0, end: source.length }, "model", "learns. The ", " forgets.");
    expect(place).toMatchObject({ state: "found", span: { start: 22, end: 27 } });
  });

  it("says ambiguous rather than guess", () => {
    const source = "The model learns. The model learns.";
    expect(locateQuote(source, { start: 0, end: source.length }, "model", "The ", " learns.")).toMatchObject({
      state: "ambiguous",
      spans: [
        { start: 4, end: 9 },
        { start: 22, end: 27 },
      ],
    });
  });

  it("looks only inside the block", () => {
    const source = "Same words here.\n\nSame words here, twice.";
    expect(locateQuote(source, { start: 18, end: source.length }, "Same words")).toMatchObject({
      span: { start: 18, end: 28 },
    });
  });

  it("is surer the more the surroundings agree", () => {
    const source = "Here are the words in question, exactly.";
    const sure = locateQuote(
      source,
      { start: 0, end: source.length },
      "the words",
      "Here are ",
      " in question",
    );
    const unsure = locateQuote(
      source,
      { start: 0, end: source.length },
      "the words",
      "There were ",
      " nowhere",
    );
    expect(sure).toMatchObject({ confidence: 1 });
    expect(unsure.state === "found" && unsure.confidence).toBeLessThan(0.8);
  });

  it.each(["", "   ", "\u200B", "words that are not there", "a".repeat(100_000)])(
    "misses %j without harm",
    (quote) => {
      expect(locateQuote("Some text with $x$ and [@k].", { start: 0, end: 28 }, quote)).toEqual({
        state: "missing",
      });
    },
  );

  it("gives up in bounded time on texts full of formulas", () => {
    const source = "a $x$ ".repeat(2000);
    const quote = `${"a 1 ".repeat(400)}${"z".repeat(500)}`;
    expect(locateQuote(source, { start: 0, end: source.length }, quote)).toEqual({ state: "missing" });
  });

  it("never leaves the block and never throws", () => {
    fc.assert(
      fc.property(versions, fc.nat(), fc.nat(12), ([source, other], at, length) => {
        const quote = source.slice(at % (source.length + 1)).slice(0, length);
        const place = locateQuote(
          source,
          { start: 0, end: source.length },
          quote,
          other.slice(0, 20),
          other.slice(-20),
        );
        if (place.state === "found") {
          expect(place.span.start).toBeGreaterThanOrEqual(0);
          expect(place.span.end).toBeLessThanOrEqual(source.length);
          expect(place.span.end).toBeGreaterThan(place.span.start);
        }
      }),
      { numRuns: 500, seed: 51 },
    );
  });
});
