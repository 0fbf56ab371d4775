import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { everyConstruct } from "../document/every-construct.fixture.ts";
import { openDocument, writeDocument } from "../document/index.ts";
import { carried, offsetAt, positionAt } from "./index.ts";

/** The source without the mark `¦`, and the offset it stands at. */
function there(marked: string): { source: string; offset: number } {
  const offset = marked.indexOf("¦");
  return { source: marked.replace("¦", ""), offset };
}

describe("a place in the source", () => {
  it.each([
    ["in a paragraph", "One\n\nTwo wo¦rds\n"],
    ["at a paragraph's start", "One\n\n¦Two words\n"],
    ["at a paragraph's end", "One\n\nTwo words¦\n\nThree\n"],
    ["in strong words", "A **str¦ong** word\n"],
    ["on a wrapped line", "One line\nand an¦other\n"],
    ["in a heading", "## A hea¦ding {#sec-a}\n"],
    ["in an item of a list in a list", "- a\n  - b **c¦d**\n- e\n"],
    ["in a quotation", "> a\n> b¦c\n"],
    ["in a cell", "| a | b |\n|---|---|\n| c | d¦e |\n"],
    ["in a callout", "::: {.callout-note}\nSome wo¦rds\n:::\n"],
    ["in code", "Text\n\n```python\nx = 1\ny¦ = 2\n```\n"],
    ["in a formula's block", "$$\na + b¦\n$$ {#eq-a}\n"],
    ["in what is kept as it is", "<div>\n  ra¦w\n</div>\n"],
    ["after an escape", "1 \\* 2 ¦ 3\n"],
    ["with Windows line ends", "One\r\nline\r\n\r\nTwo wo¦rds\r\n"],
  ])("%s is the same after going there and back", (_name, marked) => {
    const { source, offset } = there(marked);
    const opened = openDocument(source);
    expect(offsetAt(opened, positionAt(opened, offset))).toBe(offset);
  });

  it.each([
    ["within a delimiter", "A *¦*strong** word\n", "A ¦**strong** word\n"],
    ["within a citation", "See [@key¦word2020; @b] now\n", "See ¦[@keyword2020; @b] now\n"],
    ["in a heading's marker", "#¦# Heading\n", "## ¦Heading\n"],
    ["in a heading's attributes", "## Heading {#sec¦-a}\n", "## Heading¦ {#sec-a}\n"],
    ["between two blocks", "One\n\n¦\nTwo\n", "One\n\n\n¦Two\n"],
    ["on a fence", "::: {.call¦out-note}\nWords\n:::\n", "::: {.callout-note}\n¦Words\n:::\n"],
    ["after everything", "One\n\n\n¦", "One¦\n\n\n"],
  ])("%s goes to the text beside it", (_name, from, to) => {
    const { source, offset } = there(from);
    const opened = openDocument(source);
    const back = offsetAt(opened, positionAt(opened, offset));
    expect(`${source.slice(0, back)}¦${source.slice(back)}`).toBe(to);
  });

  it("is somewhere for every offset and every position, grows, and comes back to itself", () => {
    const opened = openDocument(everyConstruct);
    const grids = opened.origin.children.filter(({ tree }) => tree?.type === "blockTable");
    const inGrid = (offset: number) => grids.some(({ start, end }) => offset >= start && offset <= end);
    let last = 0;
    for (let offset = 0; offset <= everyConstruct.length; offset++) {
      const pos = positionAt(opened, offset);
      // Cells of a grid table stand beside one another, line by line.
      if (!inGrid(offset)) expect(pos).toBeGreaterThanOrEqual(last);
      last = pos;
      opened.doc.resolve(pos);
      const back = offsetAt(opened, pos);
      expect(positionAt(opened, back)).toBe(pos);
    }
    let reached = 0;
    for (let pos = 0; pos <= opened.doc.content.size; pos++) {
      const offset = offsetAt(opened, pos);
      if (!inGrid(offset) && !inGrid(reached)) expect(offset).toBeGreaterThanOrEqual(reached);
      reached = offset;
    }
  });

  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 80 }),
        fc.integer({ min: -5, max: 99 }),
        (source, at) => {
          const opened = openDocument(source);
          opened.doc.resolve(positionAt(opened, at));
          offsetAt(opened, at);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe("a place carried", () => {
  it("stays in its words when the edited document is read again", () => {
    const opened = openDocument("One\n\nTwo words\n\nThree\n");
    const { schema } = opened.doc.type;
    const edited = opened.doc.replace(0, 5, openDocument("One\n\nMore *here*\n").doc.slice(0));
    const spaced = edited.replace(0, 0, openDocument("").doc.slice(0));
    expect(spaced.firstChild?.content.size).toBe(0);
    const again = openDocument(writeDocument(opened, spaced), schema ? opened.doc.type.schema : undefined);
    const pos = spaced.content.size - 3;
    const offset = offsetAt(again, carried(spaced, again.doc, pos));
    expect(again.source.slice(offset)).toBe(`${spaced.textBetween(pos, spaced.content.size)}\n`);
    expect(carried(again.doc, spaced, carried(spaced, again.doc, pos))).toBe(pos);
  });
});
