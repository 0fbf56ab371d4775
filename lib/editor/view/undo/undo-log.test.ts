import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backOne, emptyLog, forwardOne, noted, readLog, storedLog, type UndoLog } from "./undo-log.ts";

/** The log after these texts, a second apart. */
const through = (ending: string, first: string, ...texts: string[]): UndoLog =>
  texts.reduce((log, text, index) => noted(log, text, index * 1_000, ending), emptyLog(first));

function allBack(log: UndoLog, ending: string): string[] {
  const texts: string[] = [];
  for (let now = backOne(log, ending); now; now = backOne(now, ending)) texts.push(now.text);
  return texts;
}

describe("the log of what was done", () => {
  it("goes back step by step and forward again", () => {
    const log = through("\n", "One\n", "One two\n", "One two\nthree\n");
    expect(allBack(log, "\n")).toEqual(["One two\n", "One\n"]);
    const back = backOne(backOne(log, "\n") as UndoLog, "\n") as UndoLog;
    const one = forwardOne(back, 9_000, "\n") as UndoLog;
    expect(one.text).toBe("One two\n");
    expect(forwardOne(one, 9_000, "\n")?.text).toBe(log.text);
    expect(allBack(one, "\n")).toEqual(["One\n"]);
  });

  it("takes what is typed in one go as one step", () => {
    let log = emptyLog("");
    for (const [at, text] of ["a", "ab", "abc"].entries()) log = noted(log, text, at * 100, "\n");
    expect(allBack(noted(log, "abcd", 5_000, "\n"), "\n")).toEqual(["abc", ""]);
  });

  it("takes a text that comes again for undoing, and a new one as the end of what was ahead", () => {
    expect(allBack(through("\n", "a", "ab", "abc", "ab"), "\n")).toEqual(["a"]);
    const back = backOne(through("\n", "a", "ab", "abc"), "\n") as UndoLog;
    expect(noted(back, "abX", 9_000, "\n").ahead).toEqual([]);
  });

  it("is found again for the same text alone", () => {
    const log = through("\n", "One\n", "One two\n");
    const stored = JSON.parse(JSON.stringify(storedLog(log)));
    expect(allBack(readLog(stored, "One two\n") as UndoLog, "\n")).toEqual(["One\n"]);
    expect(readLog(stored, "One too\n")).toBeNull();
    expect(readLog({ ...stored, steps: [{ changes: "x", length: 1, at: 0 }] }, "One two\n")).toBeNull();
  });

  it("keeps so many steps and so much text", () => {
    const many = Array.from({ length: 400 }, (_, index) => "x".repeat(index + 1));
    expect(allBack(through("\n", "", ...many), "\n")).toHaveLength(300);
    const long = through("\n", "y".repeat(600_000), "a", "z".repeat(600_000), "b");
    expect(allBack(long, "\n").map((text) => text.length)).toEqual([600_000, 1]);
  });

  it("comes back to every text there was, whatever the line endings", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("\n", "\r\n"),
        fc.uniqueArray(fc.array(fc.constantFrom("a", "b", "\n", "ä")), {
          selector: (each) => each.join(""),
          minLength: 1,
          maxLength: 8,
        }),
        (ending, lists) => {
          const texts = lists.map((list) => list.join("").replaceAll("\n", ending));
          const log = through(ending, texts[0] ?? "", ...texts.slice(1));
          expect(allBack(log, ending)).toEqual(texts.slice(0, -1).reverse());
        },
      ),
    );
  });
});
