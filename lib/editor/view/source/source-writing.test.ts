import { EditorState, type TransactionSpec } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { withBlock, withInline, withLink } from "./source-writing.ts";

/** What becomes of a source with the cursor at `^`, or a selection from one to the next. The new cursor is marked alike. */
function put(marked: string, change: (state: EditorState) => TransactionSpec | null, cursor = true): string {
  const anchor = marked.indexOf("^");
  const head = marked.indexOf("^", anchor + 1) - 1;
  const state = EditorState.create({
    doc: marked.replaceAll("^", ""),
    selection: { anchor, head: head < 0 ? anchor : head },
  });
  const spec = change(state);
  if (!spec) return "nothing";
  const next = state.update(spec).state;
  const at = next.selection.main.head;
  const text = next.sliceDoc();
  return cursor ? `${text.slice(0, at)}^${text.slice(at)}` : text;
}

describe("what the dialogs put into the source", () => {
  it("puts a citation at the cursor, apart from the word before it", () => {
    expect(put("One^ two\n", (state) => withInline(state, "[@a]", true))).toBe("One [@a]^ two\n");
    expect(put("(^)\n", (state) => withInline(state, "@fig-a", true))).toBe("(@fig-a^)\n");
    expect(put("One ^x^ two\n", (state) => withInline(state, "$x$", false))).toBe("One $x$^ two\n");
  });

  it.each([
    ["after the paragraph", "One ^two\nthree\n\nfour\n", "One two\nthree\n\n![](a)^\n\nfour\n"],
    ["on an empty line", "One\n\n^\n\nfour\n", "One\n\n![](a)^\n\nfour\n"],
    ["on an empty line close to others", "One\n^\nfour\n", "One\n\n![](a)^\n\nfour\n"],
    ["after the last line", "One^", "One\n\n![](a)^"],
    ["within a box", "::: {.callout-note}\nO^ne\n:::\n", "::: {.callout-note}\nOne\n\n![](a)^\n\n:::\n"],
    ["within a quotation", "> O^ne\n> two\n", "> One\n> two\n>\n> ![](a)^\n"],
    ["after code", "```\no^ne\n\ntwo\n```\nfour\n", "```\none\n\ntwo\n```\n\n![](a)^\n\nfour\n"],
  ])("puts a figure %s", (_where, before, result) => {
    expect(put(before, (state) => withBlock(state, "![](a)", null))).toBe(result);
  });

  it("puts the cursor inside of a new formula", () => {
    expect(put("On^e\n", (state) => withBlock(state, "$$\n\n$$", 3))).toBe("One\n\n$$\n^\n$$\n");
  });

  it("makes, changes and takes away a link", () => {
    const link = (address: string | null) => (state: EditorState) => withLink(state, address);
    expect(put("See ^here^ now\n", link("https://a.org"))).toBe("See [here](https://a.org)^ now\n");
    expect(put("See ^ now\n", link("https://a.org"))).toBe("See <https://a.org>^ now\n");
    expect(put("See [he^re](old.html) now\n", link("new file.html"), false)).toBe(
      "See [here](<new file.html>) now\n",
    );
    expect(put('See [*he*re](o^ld "t") now\n', link("new"), false)).toBe('See [*he*re](new "t") now\n');
    expect(put("See [*he^re*](old) now\n", link(null), false)).toBe("See *here* now\n");
    expect(put("See <https://a^.org> now\n", link("https://b.org"), false)).toBe("See <https://b.org> now\n");
    expect(put("See ^ now\n", link(null))).toBe("nothing");
  });
});
