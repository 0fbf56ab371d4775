import { describe, expect, it } from "vitest";
import { documentSchema, openDocument, writeDocument } from "../document/index.ts";
import { figureLabel, figureSource, isFigureLabel } from "./figure-source.ts";

const wish = { target: "images/a.png", alt: "A cat", caption: "A cat.", label: "fig-cat", width: "80%" };

describe("a new figure", () => {
  it.each([
    [{}, '![A cat.](images/a.png){#fig-cat width="80%" fig-alt="A cat"}'],
    [{ label: "", width: "", caption: "" }, '![](images/a.png){fig-alt="A cat"}'],
    [{ alt: "" }, '![A cat.](images/a.png){#fig-cat width="80%" fig-alt=""}'],
    [
      { alt: 'A "cat"\nand \\ more', caption: "One [^1] and\n[two](x)" },
      '![One [^1] and [two](x)](images/a.png){#fig-cat width="80%" fig-alt="A \\"cat\\" and \\\\ more"}',
    ],
    [
      { caption: "a ] b [", target: "my images/a.png" },
      '![a \\] b \\[](<my images/a.png>){#fig-cat width="80%" fig-alt="A cat"}',
    ],
  ])("of %j is written so that it is read as one figure", (change, source) => {
    const made = figureSource({ ...wish, ...change });
    expect(made).toBe(source);
    const opened = openDocument(`${made}\n`, documentSchema);
    expect(opened.doc.childCount).toBe(1);
    expect(opened.doc.firstChild?.type.name).toBe("figure");
    expect(writeDocument(opened, opened.doc)).toBe(`${made}\n`);
  });
});

describe("a label", () => {
  it.each([
    ["A cat, and a dog!", "fig-a-cat-and-a-dog"],
    ["**Memory** of ein Größe", "fig-memory-of-ein-groe"],
    ["42", "fig-section"],
  ])("for %s is %s", (words, label) => {
    expect(figureLabel(words, new Set())).toBe(label);
    expect(isFigureLabel(label)).toBe(true);
  });

  it("is unlike those that are taken", () => {
    expect(figureLabel("Cat", new Set(["fig-cat", "fig-cat-2"]))).toBe("fig-cat-3");
  });
});
