import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { versions } from "./generated-chapters.fixture.ts";
import { applyHunks, hunksBetween, withNeeds } from "./hunk.ts";
import { cutPieces } from "./pieces.ts";

const kinds = (base: string, revised: string) => hunksBetween(base, revised).map(({ kind }) => kind);

describe("cutPieces", () => {
  it("covers a text byte for byte", () => {
    fc.assert(
      fc.property(versions, ([source]) => {
        const { lead, list } = cutPieces(source);
        expect(lead + list.map(({ text, gap }) => text + gap).join("")).toBe(source);
        for (const { gap, text } of list) {
          expect(gap.trim()).toBe("");
          expect(text).not.toBe("");
        }
      }),
      { numRuns: 400, seed: 21 },
    );
  });
});

describe("hunksBetween", () => {
  it("gives the revised text when all are taken and the base when none is", () => {
    fc.assert(
      fc.property(versions, ([base, revised]) => {
        const hunks = hunksBetween(base, revised);
        expect(
          applyHunks(
            base,
            hunks,
            hunks.map(({ id }) => id),
          ),
        ).toBe(revised);
        expect(applyHunks(base, hunks, [])).toBe(base);
      }),
      { numRuns: 1500, seed: 22 },
    );
  });

  it("applies any subset: each hunk's place holds its own choice, whatever the others", () => {
    fc.assert(
      fc.property(versions, fc.infiniteStream(fc.boolean()), ([base, revised], coin) => {
        const hunks = hunksBetween(base, revised);
        const chosen = hunks.filter(() => coin.next().value === true);
        let expected = "";
        let reached = 0;
        for (const hunk of hunks) {
          expected +=
            base.slice(reached, hunk.baseSpan.start) + (chosen.includes(hunk) ? hunk.after : hunk.before);
          reached = hunk.baseSpan.end;
        }
        expect(
          applyHunks(
            base,
            hunks,
            chosen.map(({ id }) => id),
          ),
        ).toBe(expected + base.slice(reached));
      }),
      { numRuns: 600, seed: 23 },
    );
  });

  it("disjoint subsets commute: taking the rest afterwards gives the revised text", () => {
    fc.assert(
      fc.property(versions, fc.infiniteStream(fc.boolean()), ([base, revised], coin) => {
        const hunks = hunksBetween(base, revised);
        const first = hunks.filter(() => coin.next().value === true);
        const half = applyHunks(
          base,
          hunks,
          first.map(({ id }) => id),
        );
        const rest = hunksBetween(half, revised);
        expect(
          applyHunks(
            half,
            rest,
            rest.map(({ id }) => id),
          ),
        ).toBe(revised);
      }),
      { numRuns: 400, seed: 24 },
    );
  });

  it("hunks are ordered, apart, named uniquely and hold the text of their spans", () => {
    fc.assert(
      fc.property(versions, ([base, revised]) => {
        const hunks = hunksBetween(base, revised);
        expect(new Set(hunks.map(({ id }) => id)).size).toBe(hunks.length);
        let reached = 0;
        for (const hunk of hunks) {
          expect(hunk.baseSpan.start).toBeGreaterThanOrEqual(reached);
          reached = hunk.baseSpan.end;
          expect(base.slice(hunk.baseSpan.start, hunk.baseSpan.end)).toBe(hunk.before);
          expect(revised.slice(hunk.revisedSpan.start, hunk.revisedSpan.end)).toBe(hunk.after);
          expect(hunk.before).not.toBe(hunk.after);
        }
      }),
      { numRuns: 400, seed: 25 },
    );
  });

  it("gives each reworded paragraph a hunk of its own", () => {
    const base = "# T\n\nThe first paragraph is here.\n\nThe second paragraph is here.\n\nThe third one.\n";
    const revised = base
      .replace("first paragraph", "first long paragraph")
      .replace("second paragraph", "second short paragraph");
    const hunks = hunksBetween(base, revised);
    expect(hunks.map(({ before }) => before)).toEqual([
      "The first paragraph is here.",
      "The second paragraph is here.",
    ]);
    expect(hunks[0]).toMatchObject({
      kind: "small",
      wordsAdded: 1,
      wordsRemoved: 0,
      section: "T",
      block: "paragraph",
    });
  });

  it("a new paragraph brings its blank line, a removed one takes it", () => {
    const [added] = hunksBetween("A one.\n\nB two.\n", "A one.\n\nNew three.\n\nB two.\n");
    expect(added).toMatchObject({ kind: "new", before: "", after: "New three.\n\n", wordsAdded: 2 });
    const [removed] = hunksBetween("A one.\n\nB two.", "A one.");
    expect(removed).toMatchObject({ kind: "removed", before: "\n\nB two.", after: "" });
  });

  it("knows CRLF text and text without a final line end", () => {
    const base = "# T\r\n\r\nOne here.\r\n\r\nTwo here.";
    const revised = "# T\r\n\r\nOne here.\r\n\r\nTwo there.\r\n\r\nThree.";
    const hunks = hunksBetween(base, revised);
    expect(hunks.map(({ kind }) => kind)).toEqual(["small", "new"]);
    expect(applyHunks(base, hunks, [hunks[1]!.id])).toBe(
      "# T\r\n\r\nOne here.\r\n\r\nTwo here.\r\n\r\nThree.",
    );
  });

  it("calls a moved section moved, and ties both ends together", () => {
    const one = "## One {#sec-one}\n\nA paragraph about one thing, long enough to know it again.\n\n";
    const two = "## Two {#sec-two}\n\nA paragraph about two things, with other words in it entirely.\n\n";
    const three = "## Three {#sec-three}\n\nSomething about three, which differs from all of the above.\n";
    const hunks = hunksBetween(`# T\n\n${one}${two}${three}`, `# T\n\n${two}${one}${three}`);
    expect(hunks.map(({ kind }) => kind)).toEqual(["moved", "moved"]);
    expect(withNeeds(hunks, [hunks[0]!.id])).toEqual(hunks.map(({ id }) => id));
  });

  it("tells typo, small, substantial and reflow apart", () => {
    const text =
      "The quick brown fox jumps over the lazy dog while seven sleepy reviewers look on in silence and say nothing at all about it.\n";
    expect(kinds(text, text.replace("reviewers", "reveiwers"))).toEqual(["typo"]);
    expect(kinds(text, text.replace("the lazy", "the the lazy"))).toEqual(["small"]);
    expect(kinds(text.replace("the lazy", "the the lazy"), text)).toEqual(["typo"]);
    expect(kinds(text, text.replace("brown", "red"))).toEqual(["small"]);
    expect(kinds(text, text.replaceAll(" ", "\n"))).toEqual(["reflow"]);
    const half = text
      .split(" ")
      .map((word, i) => (i % 2 === 0 ? word : `x${i}`))
      .join(" ");
    expect(kinds(text, half)).toEqual(["substantial"]);
  });

  it.each([
    ["a number", "It takes 8 milliseconds in all.", "It takes 80 milliseconds in all."],
    ["a negation", "It does now work in all cases.", "It does not work in all cases."],
    ["a prefix", "This is a typical case of it.", "This is atypical case of it."],
    ["a key", "As shown by [@smith2020] it works.", "As shown by [@smith2021] it works."],
    ["math", "The value $a$ is small in it.", "The value $b$ is small in it."],
    ["a word for another", "The increase was large in it.", "The decrease was large in it."],
    ["code", "Call `step` then stop in it.", "Call `stop` then stop in it."],
  ])("never calls %s a typo", (_, before, after) => {
    expect(kinds(`${before}\n`, `${after}\n`)).not.toContain("typo");
  });

  it("ties both fences of a new box, and a new reference to its new label", () => {
    const base = "One paragraph stays here.\n\nAnother paragraph with words.\n\n![A](a.png)\n\nLast words.\n";
    const boxed =
      "::: {.callout-note}\n\nOne paragraph stays here.\n\n:::\n\nAnother paragraph with words.\n\n![A](a.png)\n\nLast words.\n";
    const hunks = hunksBetween(base, boxed);
    expect(hunks.length).toBe(2);
    expect(hunks[0]!.needs).toEqual([hunks[1]!.id]);
    expect(hunks[1]!.needs).toEqual([hunks[0]!.id]);
    const labelled = hunksBetween(
      base,
      base
        .replace("Another paragraph", "Another paragraph, see @fig-a,")
        .replace("(a.png)", "(a.png){#fig-a}"),
    );
    expect(labelled.map(({ needs }) => needs)).toEqual([[labelled[1]!.id], []]);
  });

  it("refuses hunks of another base", () => {
    const hunks = hunksBetween("One two.\n", "One three.\n");
    expect(() => applyHunks("Other text.\n", hunks, [hunks[0]!.id])).toThrow();
    expect(applyHunks("One two.\n", hunks, ["forged"])).toBe("One two.\n");
  });
});
