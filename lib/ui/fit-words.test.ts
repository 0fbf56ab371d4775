import { describe, expect, it } from "vitest";
import { fitWords } from "./fit-words.ts";

describe("words chosen on a page", () => {
  it("carry a hundred characters from either side, nearest first", () => {
    const { quote, prefix, suffix } = fitWords(
      `${"a".repeat(150)} to `,
      "the  point",
      ` of ${"b".repeat(150)}`,
    );
    expect(quote).toBe("the point");
    expect(prefix).toBe(`${"a".repeat(96)} to `);
    expect(suffix).toBe(` of ${"b".repeat(96)}`);
  });

  it("are cut at five hundred characters, and go on in what follows", () => {
    const { quote, suffix } = fitWords("", `${"x".repeat(500)}tail`, " after");
    expect(quote).toBe("x".repeat(500));
    expect(suffix).toBe("tail");
  });

  it("are made whole where half a word was met", () => {
    expect(fitWords("They t", "rain the mod", "el here")).toEqual({
      quote: "train the model",
      prefix: "They ",
      suffix: " here",
    });
    expect(fitWords("a word", ", then", " more").quote).toBe(", then");
  });

  it("are none where only spaces were chosen", () => {
    expect(fitWords("before", " \n ", "after").quote).toBe("");
  });
});
