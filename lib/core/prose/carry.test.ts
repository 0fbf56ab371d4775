import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Anchor, makeAnchor } from "./anchor.ts";
import { carryAnchor, carryAnchors } from "./carry.ts";
import { versions } from "./generated-chapters.fixture.ts";

function anchorOn(source: string, words: string): Anchor {
  const start = source.indexOf(words);
  const made = makeAnchor(source, { start, end: start + words.length });
  if (!made.ok) throw new Error(made.problem.message);
  return made.value;
}
const flat = (text: string) => text.replace(/\s+/g, " ").trim();

const text = [
  "# Training",
  "Large models need much memory, and memory is scarce on small devices.",
  "Quantization lowers the precision of the weights to eight bits.",
  "## Pruning",
  "Pruning removes weights that matter little for the result of the model.",
].join("\n\n");

describe("makeAnchor", () => {
  it("keeps the words, what is around them and the block they stand in", () => {
    expect(anchorOn(text, "lowers the precision")).toMatchObject({
      blockIndex: 2,
      quote: "lowers the precision",
      suffix: " of the weights to eight bits.\n\n## Pruning\n\nPrun",
    });
  });

  it.each([
    [{ start: 3, end: 3 }, "input.invalid"],
    [{ start: -1, end: 3 }, "input.invalid"],
    [{ start: 0, end: 99_999 }, "input.invalid"],
    [{ start: 0.5, end: 3 }, "input.invalid"],
    [{ start: Number.NaN, end: 3 }, "input.invalid"],
  ])("refuses the range %o", (span, code) => {
    expect(makeAnchor(text, span)).toMatchObject({ ok: false, problem: { code } });
  });

  it("refuses very long quotes", () => {
    expect(makeAnchor("a".repeat(9000), { start: 0, end: 5000 })).toMatchObject({
      problem: { code: "input.too-large" },
    });
  });
});

describe("carryAnchor", () => {
  it("keeps words when other blocks and other words of the block change", () => {
    const to = text
      .replace("Large models", "A new paragraph first.\n\nVery large models")
      .replace("eight bits", "four bits");
    const carried = carryAnchor(anchorOn(text, "lowers the precision"), text, to);
    expect(carried).toMatchObject({ state: "kept", anchor: { quote: "lowers the precision" } });
    expect(to.slice(carried.anchor!.start, carried.anchor!.end)).toBe("lowers the precision");
  });

  it("follows a block that moved", () => {
    const parts = text.split("\n\n");
    const to = [parts[0], ...parts.slice(2), parts[1]].join("\n\n");
    expect(carryAnchor(anchorOn(text, "memory is scarce"), text, to)).toMatchObject({
      state: "moved",
      anchor: { quote: "memory is scarce" },
    });
  });

  it("keeps words whose lines were wrapped anew", () => {
    const to = text.replace("lowers the precision", "lowers\nthe\nprecision");
    expect(carryAnchor(anchorOn(text, "lowers the precision"), text, to)).toMatchObject({
      state: "kept",
      anchor: { quote: "lowers\nthe\nprecision" },
    });
  });

  it("says changed, and shows what stands there now, when the words were reworded", () => {
    const to = text.replace("lowers the precision", "reduces the accuracy");
    expect(carryAnchor(anchorOn(text, "lowers the precision"), text, to)).toMatchObject({
      state: "changed",
      anchor: { quote: "reduces the accuracy" },
    });
  });

  it("says changed when something came between the words", () => {
    const to = text.replace("lowers the precision", "lowers quite a lot the precision");
    expect(carryAnchor(anchorOn(text, "lowers the precision"), text, to)).toMatchObject({
      state: "changed",
      anchor: { quote: "lowers quite a lot the precision" },
    });
  });

  it("says gone when the words or their block were removed, even where lookalikes remain", () => {
    expect(
      carryAnchor(anchorOn(text, ", and memory is scarce"), text, text.replace(", and memory is scarce", "")),
    ).toEqual({ state: "gone" });
    const twin = "Pruning removes weights that matter little for the outcome of a model.";
    const to = text
      .replace(
        "Pruning removes weights that matter little for the result of the model.",
        "Something else entirely stands at this place of the chapter.",
      )
      .replace("# Training", `# Training\n\n${twin}`);
    expect(carryAnchor(anchorOn(text, "weights that matter little"), text, to).state).toBe("gone");
  });

  it("does not jump to another occurrence of a short word", () => {
    const from = "The model sees the data once and then the model forgets it again.";
    const start = from.indexOf("model forgets");
    const made = makeAnchor(from, { start, end: start + 5 });
    const to = "The model sees new pictures every day, we train, evaluate, deploy.";
    const carried = carryAnchor((made as { value: Anchor }).value, from, to);
    expect(["changed", "gone"]).toContain(carried.state);
  });

  it("calls an anchor that was not made on the text gone", () => {
    const anchor = { ...anchorOn(text, "lowers"), quote: "raises" };
    expect(carryAnchor(anchor, text, `${text}\n\nMore.`)).toEqual({ state: "gone" });
    expect(carryAnchor(anchor, text, text)).toEqual({ state: "gone" });
  });

  it("carries anchors over several blocks", () => {
    const quote = "scarce on small devices.\n\nQuantization lowers";
    expect(carryAnchor(anchorOn(text, quote), text, `# New\n\n${text}`)).toMatchObject({
      state: "kept",
      anchor: { quote },
    });
    const apart = text.replace("Quantization lowers", "A paragraph in between.\n\nQuantization lowers");
    expect(carryAnchor(anchorOn(text, quote), text, apart).state).toBe("changed");
  });

  it("kept or moved means the very same words; every anchor lies in the text", () => {
    fc.assert(
      fc.property(versions, fc.nat(), fc.nat(30), ([from, to], at, length) => {
        const start = from.length === 0 ? 0 : at % from.length;
        const made = makeAnchor(from, { start, end: Math.min(from.length, start + 1 + length) });
        if (!made.ok) return;
        const { state, anchor } = carryAnchor(made.value, from, to);
        if (anchor === undefined) return;
        expect(to.slice(anchor.start, anchor.end)).toBe(anchor.quote);
        expect(anchor.quote).not.toBe("");
        if (state !== "changed") expect(flat(anchor.quote)).toBe(flat(made.value.quote));
      }),
      { numRuns: 1500, seed: 41 },
    );
  });

  it("lands on exactly the surviving words: distinct words prove it", () => {
    const words = (n: number) => Array.from({ length: 14 }, (_, k) => `w${n}x${k}`);
    const paragraphs = Array.from({ length: 8 }, (_, n) => words(n));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(7), fc.nat(13), fc.constantFrom("drop", "add", "replace")), {
          maxLength: 12,
        }),
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8, maxLength: 8 }),
        fc.tuple(fc.nat(7), fc.nat(11)),
        (edits, order, [n, k]) => {
          const changed = paragraphs.map((list) => list.map((word) => [word]));
          edits.forEach(([paragraph, word, how], index) => {
            const cell = changed[paragraph]![word]!;
            if (how === "add") cell.push(`new${index}`);
            else changed[paragraph]![word] = how === "drop" ? [] : [`other${index}`];
          });
          const from = paragraphs.map((list) => list.join(" ")).join("\n\n");
          const to = order.map((index) => changed[index]!.flat().join(" ")).join("\n\n");
          const quote = paragraphs[n]!.slice(k, k + 3).join(" ");
          const { state, anchor } = carryAnchor(anchorOn(from, quote), from, to);
          if (state === "kept" || state === "moved") expect(anchor.quote).toBe(quote);
          if (!to.includes(quote)) expect(["changed", "gone"]).toContain(state);
        },
      ),
      { numRuns: 300, seed: 42 },
    );
  });

  it("carries many at once as it carries one", () => {
    const anchors = ["Large models", "eight bits", "weights that"].map((words) => anchorOn(text, words));
    const to = text.replace("eight", "4");
    expect(carryAnchors(anchors, text, to)).toEqual(anchors.map((anchor) => carryAnchor(anchor, text, to)));
  });
});
