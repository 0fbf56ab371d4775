import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { threeVersions, versions } from "./generated-chapters.fixture.ts";
import { mergeByBlock, settleConflicts } from "./merge.ts";

const merged = (base: string, ours: string, theirs: string) => mergeByBlock(base, ours, theirs);

describe("mergeByBlock", () => {
  it("takes the only change there is, and the same change once", () => {
    fc.assert(
      fc.property(versions, ([base, other]) => {
        expect(merged(base, base, other)).toEqual({ text: other, conflicts: [] });
        expect(merged(base, other, base)).toEqual({ text: other, conflicts: [] });
        expect(merged(base, other, other)).toEqual({ text: other, conflicts: [] });
      }),
      { numRuns: 400, seed: 31 },
    );
  });

  it("keeps all three wordings of a conflict, and the base's stands in the text", () => {
    fc.assert(
      fc.property(threeVersions, ([base, ours, theirs]) => {
        const { text, conflicts } = merged(base, ours, theirs);
        for (const conflict of conflicts) {
          expect(text.slice(conflict.span.start, conflict.span.end)).toBe(conflict.base);
          expect(base.slice(conflict.baseSpan.start, conflict.baseSpan.end)).toBe(conflict.base);
          expect(ours).toContain(conflict.ours);
          expect(theirs).toContain(conflict.theirs);
          expect(conflict.ours).not.toBe(conflict.theirs);
        }
        expect(text).not.toMatch(/^(?:<{7}|>{7}|={7})/m);
      }),
      { numRuns: 500, seed: 32 },
    );
  });

  it("gives the same text whichever side is called ours, when nothing is in conflict", () => {
    fc.assert(
      fc.property(threeVersions, ([base, ours, theirs]) => {
        const one = merged(base, ours, theirs);
        const other = merged(base, theirs, ours);
        expect(one.conflicts.length).toBe(other.conflicts.length);
        if (one.conflicts.length === 0)
          expect(one.text.replace(/\s+/g, " ")).toBe(other.text.replace(/\s+/g, " "));
      }),
      { numRuns: 500, seed: 33 },
    );
  });

  it("merges edits of different blocks to the text with both", () => {
    const blocks = Array.from(
      { length: 12 },
      (_, i) => `Paragraph ${i} speaks about the matter number ${i} at some length.`,
    );
    fc.assert(
      fc.property(
        fc.subarray(blocks.map((_, i) => i)),
        fc.infiniteStream(fc.constantFrom("ours", "theirs")),
        fc.infiniteStream(fc.constantFrom("reword", "remove", "after")),
        (touched, side, kind) => {
          const sides = {
            ours: blocks.map((b) => b),
            theirs: blocks.map((b) => b),
            both: blocks.map((b) => b),
          };
          let last: string | undefined;
          let lastIndex = -2;
          for (const index of touched) {
            const who = side.next().value as "ours" | "theirs";
            // Neighbours stay with one side: what two people remove or add side by side may well be a conflict.
            const by = index === lastIndex + 1 && last !== undefined ? (last as "ours" | "theirs") : who;
            last = by;
            lastIndex = index;
            const how = kind.next().value;
            const changed =
              how === "remove"
                ? ""
                : how === "after"
                  ? `${blocks[index]}\n\nAdded after ${index}.`
                  : blocks[index]!.replace("matter", `subject ${index}x`);
            for (const list of [sides[by], sides.both]) list[index] = changed;
          }
          const text = (list: string[]) => `${list.filter((b) => b !== "").join("\n\n")}\n`;
          expect(merged(text(blocks), text(sides.ours), text(sides.theirs))).toEqual({
            text: text(sides.both),
            conflicts: [],
          });
        },
      ),
      { numRuns: 200, seed: 34 },
    );
  });

  it("merges edits of different words of one paragraph", () => {
    const base = "Training large models takes much energy and careful planning of the whole cluster.\n";
    expect(
      merged(base, base.replace("large", "very large"), base.replace("whole cluster", "entire fleet")),
    ).toEqual({
      text: "Training very large models takes much energy and careful planning of the entire fleet.\n",
      conflicts: [],
    });
  });

  it("merges a rewording into a paragraph that the other side wrapped anew", () => {
    const base = "one two three four five six seven eight nine ten\n";
    const { text, conflicts } = merged(base, base.replaceAll(" ", "\n"), base.replace("five", "5th"));
    expect(conflicts).toEqual([]);
    expect(text.split(/\s+/).join(" ")).toBe("one two three four 5th six seven eight nine ten ");
  });

  it("lets an edit follow a section that the other side moved", () => {
    const one = "## One {#sec-one}\n\nA paragraph about one thing, long enough to know it again.\n\n";
    const two = "## Two {#sec-two}\n\nA paragraph about two things, with other words in it entirely.\n\n";
    const three = "## Three {#sec-three}\n\nSomething about three, which differs from all of the above.\n\n";
    const tail = "The end of the chapter.\n";
    const base = one + two + three + tail;
    const moved = two + three + one + tail;
    const edit = (text: string) => text.replace("long enough", "quite long enough");
    expect(merged(base, moved, edit(base))).toEqual({ text: edit(moved), conflicts: [] });
    expect(merged(base, edit(base), moved)).toEqual({ text: edit(moved), conflicts: [] });
  });

  it.each([
    [
      "the same word in two ways",
      "The cat sat on the mat today.",
      "The dog sat on the mat today.",
      "The cow sat on the mat today.",
    ],
    [
      "neighbouring words with nothing between",
      "A large model is slow to train.",
      "A very large model is slow to train.",
      "The large model is slow to train.",
    ],
    [
      "one side's removal and the other's edit",
      "Some words that one side removes.",
      "",
      "Some words that one side removes, not the other.",
    ],
    [
      "one formula in two ways",
      "See $a + b$ in the text below here.",
      "See $x + b$ in the text below here.",
      "See $a + y$ in the text below here.",
    ],
  ])("leaves %s as a conflict", (_, base, ours, theirs) => {
    const text = (passage: string) => `Before it.\n\n${passage === "" ? "" : `${passage}\n\n`}After it.\n`;
    const result = merged(text(base), text(ours), text(theirs));
    expect(result.conflicts.length).toBe(1);
    expect(result.text).toBe(text(base));
    const wording = result.conflicts[0]!;
    expect(settleConflicts(result, [wording.ours])).toBe(text(ours));
    expect(settleConflicts(result, [wording.theirs])).toBe(text(theirs));
  });

  it("does not merge code by words", () => {
    const code = (line: string) => `\`\`\`python\n${line}\n\`\`\`\n`;
    expect(
      merged(code("x = f(a, b, c, d)"), code("x = f(z, b, c, d)"), code("x = f(a, b, c, z)")).conflicts
        .length,
    ).toBe(1);
    expect(
      merged(code("a = 1\nb = 2\nc = 3"), code("a = 9\nb = 2\nc = 3"), code("a = 1\nb = 2\nc = 9")),
    ).toEqual({ text: code("a = 9\nb = 2\nc = 9"), conflicts: [] });
  });

  it("refuses to settle with a wrong number of wordings", () => {
    expect(() => settleConflicts({ text: "a", conflicts: [] }, ["b"])).toThrow();
  });
});
