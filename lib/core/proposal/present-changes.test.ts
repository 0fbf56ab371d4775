import { describe, expect, it } from "vitest";
import { acceptedText, fitWording, presentFile } from "./index.ts";

const base = "# One\n\nFirst words stand here.\n\nSecond words stand here.\n\nThird words stand here.\n";
const proposed = base.replace("First", "The first").replace("Third", "The third");

describe("a proposed file on the book's present text", () => {
  it("is itself where the book is as it was, or has no such file", () => {
    for (const present of [base, null]) {
      const file = presentFile({ base, text: proposed }, present);
      expect(file).toMatchObject({ base, text: proposed, conflicts: [] });
      expect(file.hunks.map((hunk) => hunk.clash)).toEqual([null, null]);
    }
  });

  it("keeps the ids of changes where the book changed elsewhere", () => {
    const before = presentFile({ base, text: proposed }, base).hunks.map((hunk) => hunk.id);
    const present = base.replace("Second", "The second").replace("# One", "# The one\n\nNew.");
    const file = presentFile({ base, text: proposed }, present);
    expect(file.hunks.map((hunk) => hunk.id)).toEqual(before);
    expect(acceptedText(file, before)).toBe(
      present.replace("First", "The first").replace("Third", "The third"),
    );
  });

  it("has no change any more that the book took in", () => {
    const present = base.replace("First", "The first");
    const file = presentFile({ base, text: proposed }, present);
    expect(file.hunks.map((hunk) => hunk.after)).toEqual(["The third words stand here."]);
  });

  it("marks what both changed, with all three wordings, and leaves the rest decidable", () => {
    const present = base.replace("First words", "Other words");
    const file = presentFile({ base, text: proposed }, present);
    expect(file.hunks.map(({ clash }) => clash !== null)).toEqual([true, false]);
    expect(file.hunks[0]?.clash).toMatchObject({
      base: expect.stringContaining("First words"),
      book: expect.stringContaining("Other words"),
      proposed: expect.stringContaining("The first words"),
    });
    const [clashing, other] = file.hunks.map((hunk) => hunk.id);
    expect(acceptedText(file, [other ?? ""])).toBe(present.replace("Third", "The third"));
    const settled = acceptedText(file, [clashing ?? ""], { [clashing ?? ""]: "Both words stand here." });
    expect(settled).toBe(base.replace("First words stand here.", "Both words stand here."));
  });

  it("marks a passage that one side took out and the other reworded", () => {
    const removed = base.replace("Second words stand here.\n\n", "");
    const reworded = base.replace("Second words", "Better words");
    expect(presentFile({ base, text: removed }, reworded).hunks.map(({ clash }) => clash !== null)).toEqual([
      true,
    ]);
    expect(presentFile({ base, text: reworded }, removed).hunks.map(({ clash }) => clash !== null)).toEqual([
      true,
    ]);
  });
});

describe("words typed in place of a change", () => {
  it.each([
    [{ before: "Old.\n\n", after: "New.\n\n" }, "  Mine. \n", "  Mine.\n\n"],
    [{ before: "Old.\r\n", after: "New\r\nline.\r\n" }, "Mine\nline.", "Mine\r\nline.\r\n"],
    [{ before: "Old.\n\n", after: "" }, "Kept after all.", "Kept after all.\n\n"],
    [{ before: "Old.\n\n", after: "" }, " ", ""],
    [{ before: "", after: "\n\nAdded." }, "Mine.", "\n\nMine."],
  ])("fit where %j stands", (hunk, typed, expected) => {
    expect(fitWording(hunk, typed)).toBe(expected);
  });
});
