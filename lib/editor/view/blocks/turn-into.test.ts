import { EditorState, TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { openDocument, writeDocument } from "../../document/index.ts";
import { kindsFor, turnInto } from "./turn-into.ts";

/** The source after what holds these words was turned into something. */
function turned(source: string, words: string, id: string): string | null {
  const opened = openDocument(source);
  const state = EditorState.create({ doc: opened.doc, selection: at(opened.doc, words) });
  const tr = turnInto(state, id);
  tr?.doc.check();
  return tr && writeDocument(opened, tr.doc);
}

function at(doc: ReturnType<typeof openDocument>["doc"], words: string): TextSelection {
  let found = -1;
  doc.descendants((node, pos) => {
    const index = node.text?.indexOf(words) ?? -1;
    if (index >= 0 && found < 0) found = pos + index;
  });
  return TextSelection.create(doc, found);
}

describe("turning a block into another kind", () => {
  it("makes headings and text of each other, and keeps a heading's label while it is one", () => {
    expect(turned("Some *words* [@key]\n", "words", "heading-3")).toBe("### Some *words* [@key]\n");
    expect(turned("## Words {#sec-x}\n", "Words", "heading-4")).toBe("#### Words {#sec-x}\n");
    expect(turned("## Words {#sec-x}\n", "Words", "text")).toBe("Words\n");
  });

  it("makes lists of each other and of text, and text of lists", () => {
    expect(turned("- one\n- two\n", "two", "ordered-list")).toBe("1. one\n2. two\n");
    expect(turned("One\n", "One", "bullet-list")).toBe("- One\n");
    expect(turned("- one\n- two\n", "one", "text")).toBe("one\n\ntwo\n");
  });

  it("puts blocks into quotations and callouts, and changes one for the other", () => {
    expect(turned("One\n", "One", "quote")).toBe("> One\n");
    expect(turned("One\n", "One", "callout")).toBe("::: {.callout-note}\nOne\n:::\n");
    expect(turned("> One\n", "One", "callout")).toBe("::: {.callout-note}\nOne\n:::\n");
    expect(turned("> One\n", "One", "text")).toBe("One\n");
  });

  it("writes words as code with their sources, and code as words", () => {
    expect(turned("See [@key] and $x$\n", "See", "code")).toBe("```\nSee [@key] and $x$\n```\n");
    expect(turned("```python\na = 1\nb = 2\n```\n", "a =", "text")).toBe("a = 1 b = 2\n");
  });

  it("offers nothing that a block is or cannot be", () => {
    const ids = (source: string, words: string) => {
      const { doc } = openDocument(source);
      return kindsFor(EditorState.create({ doc, selection: at(doc, words) })).map((kind) => kind.id);
    };
    expect(ids("Words\n", "Words")).not.toContain("text");
    expect(ids("---\ntitle: X\n---\n\nWords\n", "title")).toEqual([]);
    expect(ids("| A |\n|---|\n| x |\n", "x")).toEqual(["bullet-list", "ordered-list", "quote", "callout"]);
  });
});
