import { describe, expect, it } from "vitest";
import { openDocument } from "../../document/index.ts";
import { headingAt, outlineOf } from "./outline-of.ts";

const { doc } = openDocument(`---
title: Not counted here
---

# One *two* {#sec-one}

Three four.

::: {.callout-note}
## Five

- six
:::

> # Quoted seven

\`\`\`python
not = counted
\`\`\`

##

| eight | nine |
|-------|------|
| $x+y$ | ten  |
`);

describe("the outline of a document", () => {
  const { headings, words } = outlineOf(doc);

  it("has the headings in order, those in boxes too, not those quoted or empty", () => {
    expect(headings.map(({ title, level }) => `${level} ${title}`)).toEqual(["1 One two", "2 Five"]);
    for (const { pos, title } of headings) expect(doc.nodeAt(pos)?.textContent).toBe(title);
  });

  it("counts words of running text", () => {
    expect(words).toBe(11);
  });

  it("knows the heading a position stands under", () => {
    expect(headingAt(headings, 1)).toBe(-1);
    expect(headingAt(headings, headings[0]?.pos ?? 0)).toBe(0);
    expect(headingAt(headings, doc.content.size)).toBe(1);
  });

  it("is the same when only one block changed", () => {
    const grown = doc.copy(doc.content.addToEnd(doc.child(2)));
    expect(outlineOf(grown).words).toBe(words + doc.child(2).textContent.split(" ").length);
  });
});
