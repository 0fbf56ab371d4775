import { describe, expect, it } from "vitest";
import { type FindQuery, matchesIn, patternOf, replacementFor } from "./matches.ts";

const plain: FindQuery = { text: "", caseSensitive: false, wholeWord: false, regexp: false };

function found(text: string, query: Partial<FindQuery>): string[] {
  const pattern = patternOf({ ...plain, ...query });
  return pattern
    ? matchesIn(text, pattern, query.wholeWord ?? false).map(
        ({ start, end }) => `${start}:${text.slice(start, end)}`,
      )
    : ["invalid"];
}

describe("finding words", () => {
  it("takes signs as they are, in any capitals unless told otherwise", () => {
    expect(found("a.b A.B axb", { text: "a.b" })).toEqual(["0:a.b", "4:A.B"]);
    expect(found("a.b A.B", { text: "A.B", caseSensitive: true })).toEqual(["4:A.B"]);
    for (const sign of "\\^$.*+?()[]{}|/-#&~ ")
      expect(found(`x${sign}y`, { text: sign })).toEqual([`1:${sign}`]);
  });

  it("keeps its places where lower case is longer", () => {
    expect(found("İİ word", { text: "WORD" })).toEqual(["3:word"]);
  });

  it("finds whole words in any script", () => {
    expect(found("time times Zeit zeitlich", { text: "time", wholeWord: true })).toEqual(["0:time"]);
    expect(found("Ärzte Arzt Arztes", { text: "arzt", wholeWord: true })).toEqual(["6:Arzt"]);
  });

  it("reads expressions, and passes over empty matches and what is no expression", () => {
    expect(found("ab aab b", { text: "a*b", regexp: true })).toEqual(["0:ab", "3:aab", "7:b"]);
    expect(found("abc", { text: "x*", regexp: true })).toEqual([]);
    expect(found("abc", { text: "(", regexp: true })).toEqual(["invalid"]);
    expect(found("abc", { text: "(" })).toEqual([]);
  });

  it("stops at the most it may find", () => {
    expect(matchesIn("aaaa", /a/gu, false, 3)).toHaveLength(3);
  });
});

describe("what a match is replaced with", () => {
  it("is the words as they are, unless an expression has groups", () => {
    expect(replacementFor("$1 $&", "x", [], false)).toBe("$1 $&");
    expect(replacementFor("$2-$1 $& $$", "ab", ["a", "b"], true)).toBe("b-a ab $");
    expect(replacementFor("$12 $3", "a", ["a", undefined], true)).toBe("a2 $3");
  });
});
