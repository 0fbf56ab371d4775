import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { versions } from "./generated-chapters.fixture.ts";
import { diffSequence } from "./sequence.ts";
import { countWords, cutWords, diffWords } from "./words.ts";

function shown(before: string, after: string): string {
  return diffWords(before, after)
    .map(({ kind, text }) => ({ same: text, deleted: `[-${text}-]`, inserted: `{+${text}+}` })[kind])
    .join("");
}

describe("diffWords", () => {
  it("rebuilds both texts from its runs", () => {
    fc.assert(
      fc.property(versions, ([before, after]) => {
        const runs = diffWords(before, after);
        const side = (dropped: string) =>
          runs
            .filter(({ kind }) => kind !== dropped)
            .map(({ text }) => text)
            .join("");
        expect(side("inserted")).toBe(before);
        expect(side("deleted")).toBe(after);
        for (let i = 1; i < runs.length; i++) expect(runs[i]!.kind).not.toBe(runs[i - 1]!.kind);
      }),
      { numRuns: 400, seed: 11 },
    );
  });

  it("marks whole words, not letters", () => {
    expect(shown("The cat sat.", "The car sat.")).toBe("The [-cat-]{+car+} sat.");
    expect(shown("optimise models", "optimize models")).toBe("[-optimise-]{+optimize+} models");
  });

  it("keeps numbers, keys, commands and contractions in one piece", () => {
    expect(shown("took 1,024 ms", "took 1,025 ms")).toBe("took [-1,024-]{+1,025+} ms");
    expect(shown("see [@a2020x]", "see [@a2020y]")).toBe("see [[-@a2020x-]{+@a2020y+}]");
    expect(shown("it doesn't", "it doesn’t")).toBe("it [-doesn't-]{+doesn’t+}");
    expect(shown("\\alpha b", "\\beta b")).toBe("[-\\alpha-]{+\\beta+} b");
  });

  it("does not split letters with accents, emoji or flags", () => {
    expect(cutWords("cafe\u0301 👩‍👩‍👧 🇩🇪🇫🇷").words).toEqual(["cafe\u0301", "👩‍👩‍👧", "🇩🇪", "🇫🇷"]);
  });

  it("marks single characters in scripts without spaces", () => {
    expect(shown("機械学習は", "機械翻訳は")).toBe("機械[-学習-]{+翻訳+}は");
  });

  it("shows wrapped lines as white space only", () => {
    expect(shown("a b\nc d", "a\nb c d")).toBe("a[- -]{+\n+}b[-\n-]{+ +}c d");
  });

  it("replaces the whole when next to nothing is shared", () => {
    const a = Array.from({ length: 3000 }, (_, i) => `${i % 9 === 0 ? "the" : `left${i}`}`).join(" ");
    const b = Array.from({ length: 3000 }, (_, i) => `${i % 11 === 0 ? "the" : `right${i}`}`).join(" ");
    expect(diffWords(a, b).filter(({ kind }) => kind !== "same").length).toBe(2);
  });

  it("stays within its allowance on two large unrelated texts", () => {
    const text = (seed: number) => {
      let state = seed;
      return Array.from({ length: 60_000 }, () => {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        return `w${(state >>> 12) % 5000}`;
      }).join(" ");
    };
    const [a, b] = [text(1), text(2)];
    const runs = diffWords(a, b);
    expect(
      runs
        .filter(({ kind }) => kind !== "inserted")
        .map(({ text }) => text)
        .join(""),
    ).toBe(a);
    expect(runs.length).toBeLessThan(5);
  });

  it("counts words as a reader would", () => {
    expect(countWords("Well-known: 1,000 models — don't panic!")).toBe(5);
    expect(countWords("--- ***")).toBe(0);
  });
});

describe("diffSequence", () => {
  const rebuild = (a: string[], b: string[], allowance?: number): string[] => {
    const out: string[] = [];
    let i = 0;
    for (const change of diffSequence(a, b, allowance)) {
      out.push(...a.slice(i, change.aStart), ...b.slice(change.bStart, change.bEnd));
      i = change.aEnd;
    }
    return [...out, ...a.slice(i)];
  };
  const letters = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 40 });

  it("turns one sequence into the other, whatever the allowance", () => {
    fc.assert(
      fc.property(letters, letters, fc.constantFrom(undefined, 0, 5, 60), (a, b, allowance) => {
        expect(rebuild(a, b, allowance)).toEqual(b);
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it("finds a shortest edit where texts are small", () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const kept = a.length - diffSequence(a, b).reduce((sum, c) => sum + c.aEnd - c.aStart, 0);
        const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
        for (let i = a.length - 1; i >= 0; i--)
          for (let j = b.length - 1; j >= 0; j--)
            table[i]![j] =
              a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
        expect(kept).toBe(table[0]![0]);
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it("changes never touch one another", () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const changes = diffSequence(a, b);
        for (let i = 1; i < changes.length; i++) {
          expect(changes[i]!.aStart).toBeGreaterThan(changes[i - 1]!.aEnd);
          expect(changes[i]!.bStart).toBeGreaterThan(changes[i - 1]!.bEnd);
        }
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});
