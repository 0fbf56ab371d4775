import { describe, expect, it } from "vitest";
import { findInsertChoices, insertChoices } from "./choices.ts";

const found = (query: string) => findInsertChoices(query).map((choice) => choice.id);

describe("what a slash offers", () => {
  it("is everything at first, each under a name of its own", () => {
    expect(found("")).toEqual(insertChoices.map((choice) => choice.id));
    expect(new Set(found("")).size).toBe(insertChoices.length);
  });

  it("is found by title, by other words and by several at once", () => {
    expect(found("tab")[0]).toBe("table");
    expect(found("image")).toEqual(["figure"]);
    expect(found("call tip")).toEqual(["callout-tip"]);
    expect(found("equation")).toEqual(["math", "inline-math"]);
    expect(found("H3")).toEqual(["heading-3"]);
    expect(found("heading3")).toEqual(["heading-3"]);
  });

  it("puts first what begins with the words", () => {
    expect(found("note")[0]).toBe("callout-note");
    expect(found("cit")[0]).toBe("citation");
  });

  it("is nothing where nothing fits", () => {
    expect(found("zebra")).toEqual([]);
  });
});
