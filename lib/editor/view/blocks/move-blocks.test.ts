import { EditorState, NodeSelection, TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { openDocument, writeDocument } from "../../document/index.ts";
import { selectedBlocks } from "./block-range.ts";
import { deleteBlocks, duplicateBlocks, moveBlocks } from "./move-blocks.ts";

/** A document with the cursor before `^`, or a selection from one to the next. */
function begin(marked: string) {
  const opened = openDocument(marked.replaceAll("^", ""));
  const places: number[] = [];
  const shown = openDocument(marked).doc;
  shown.descendants((node, pos) => {
    for (const found of node.text?.matchAll(/\^/gu) ?? []) places.push(pos + found.index - places.length);
  });
  const [anchor = 1, head = anchor] = places;
  const selection = TextSelection.create(opened.doc, anchor, head);
  return { opened, state: EditorState.create({ doc: opened.doc, selection }) };
}

function moved(marked: string, ...steps: (1 | -1)[]): string | null {
  const { opened, state } = begin(marked);
  let now = state;
  for (const step of steps) {
    const tr = moveBlocks(now, step);
    if (!tr) return null;
    now = now.apply(tr);
  }
  now.doc.check();
  return writeDocument(opened, now.doc);
}

describe("moving a block", () => {
  it("changes its place among its neighbours, byte for byte", () => {
    expect(moved("One  two\n\n# Th^ree {#sec-x}\n\n*four*\n", -1)).toBe(
      "# Three {#sec-x}\n\nOne  two\n\n*four*\n",
    );
    expect(moved("O^ne\n\n* a\n* b\n\nend\n", 1)).toBe("* a\n* b\n\nOne\n\nend\n");
  });

  it("comes back to the very same text", () => {
    const source = "One\n\n::: {.callout-note}\nT^wo\n:::\n\nThree  \nlines\n";
    expect(moved(source, 1, -1)).toBe(source.replace("^", ""));
  });

  it("takes the cursor along", () => {
    const { state } = begin("One\n\nTw^o\n");
    const tr = moveBlocks(state, -1);
    expect(tr?.selection.$from.parent.textContent).toBe("Two");
    expect(tr?.selection.$from.parentOffset).toBe(2);
  });

  it("moves several blocks together", () => {
    expect(moved("One\n\nT^wo\n\nTh^ree\n\nFour\n", -1)).toBe("Two\n\nThree\n\nOne\n\nFour\n");
  });

  it("orders the items of a list, each with what is under it", () => {
    expect(moved("- one\n- tw^o\n  - under\n- three\n", -1)).toBe("- two\n  - under\n- one\n- three\n");
    expect(moved("- on^e\n- two\n", -1)).toBeNull();
  });

  it("moves whole tables and boxes from wherever the cursor is in them", () => {
    expect(moved("One\n\n| A | B |\n|---|---|\n| x | y^ |\n", -1)).toBe(
      "| A | B |\n|---|---|\n| x | y |\n\nOne\n",
    );
    expect(moved("One\n\n::: {.callout-tip}\nonl^y\n:::\n", -1)).toBe(
      "::: {.callout-tip}\nonly\n:::\n\nOne\n",
    );
  });

  it("leaves a box at its edge", () => {
    expect(moved("::: {.callout-tip}\nfirst\n\nlas^t\n:::\n\nend\n", 1)).toBe(
      "::: {.callout-tip}\nfirst\n:::\n\nlast\n\nend\n",
    );
    expect(moved("start\n\n::: {.callout-tip}\nfir^st\n\nlast\n:::\n", -1)).toBe(
      "start\n\nfirst\n\n::: {.callout-tip}\nlast\n:::\n",
    );
  });

  it("stops at the ends of the chapter and below its front matter", () => {
    expect(moved("O^ne\n\nTwo\n", -1)).toBeNull();
    expect(moved("One\n\nTw^o\n", 1)).toBeNull();
    expect(moved("---\ntitle: X\n---\n\nO^ne\n\nTwo\n", -1)).toBeNull();
  });

  it("moves what is selected as a whole, such as a rule", () => {
    const { doc } = openDocument("One\n\n---\n\nTwo\n");
    const selection = NodeSelection.create(doc, 5);
    const state = EditorState.create({ doc, selection });
    expect(selectedBlocks(state)?.startIndex).toBe(1);
    expect(moveBlocks(state, 1)?.doc.lastChild?.type.name).toBe("thematicBreak");
  });
});

describe("doubling and deleting a block", () => {
  it("puts a copy after it, without labels", () => {
    const { opened, state } = begin("# O^ne {#sec-one .wide}\n\nTwo\n");
    const tr = duplicateBlocks(state);
    expect(tr && writeDocument(opened, tr.doc)).toBe("# One {#sec-one .wide}\n\n# One {.wide}\n\nTwo\n");
    expect(tr?.selection.$from.index(0)).toBe(1);
  });

  it("takes it away, and leaves a paragraph where nothing would be", () => {
    const { opened, state } = begin("One\n\n- t^wo\n\nThree\n");
    const tr = deleteBlocks(state);
    tr?.doc.check();
    expect(tr && writeDocument(opened, tr.doc)).toBe("One\n\nThree\n");
    const { state: lone } = begin("o^ne\n");
    expect(deleteBlocks(lone)?.doc.childCount).toBe(1);
  });
});
