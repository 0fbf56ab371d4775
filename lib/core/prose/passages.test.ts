import { describe, expect, it } from "vitest";
import { hunksBetween, passagesOf, touchesPassage } from "./index.ts";

const base = "# T\n\nA first paragraph of some length.\n\nA second paragraph of some length.\n";
const hunks = (from: string, to: string) => hunksBetween(base, base.replace(from, to));

describe("touchesPassage", () => {
  it("holds for two changes of one paragraph, whatever words they change", () => {
    expect(touchesPassage(hunks("first", "1st")[0]!, passagesOf(hunks("length.\n\nA", "size.\n\nA")))).toBe(
      true,
    );
  });

  it("does not hold for changes of neighbouring paragraphs", () => {
    expect(touchesPassage(hunks("first", "1st")[0]!, passagesOf(hunks("second", "2nd")))).toBe(false);
  });

  it("holds across bases, as long as the passage is the same", () => {
    const later = `An introduction that came later.\n\n${base}`;
    const theirs = hunksBetween(later, later.replace("first", "1st"));
    expect(touchesPassage(hunks("first", "very first")[0]!, passagesOf(theirs))).toBe(true);
  });

  it("does not hold for what is only added", () => {
    const added = hunks("A second", "Something new.\n\nA second");
    expect(added.some((hunk) => touchesPassage(hunk, passagesOf(added)))).toBe(false);
  });
});
