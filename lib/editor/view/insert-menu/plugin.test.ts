import { EditorState, TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { openDocument } from "../../document/index.ts";
import { insertMenuKey, insertMenuPlugin } from "./plugin.ts";

/** A paragraph of words and an empty one after it, with the cursor there. */
function begin(source = "Words.\n\n"): EditorState {
  const { doc } = openDocument(source);
  const empty = doc.type.schema.nodes.paragraph?.create();
  const grown = doc.copy(empty ? doc.content.addToEnd(empty) : doc.content);
  const selection = TextSelection.atEnd(grown);
  return EditorState.create({ doc: grown, selection, plugins: [insertMenuPlugin(() => undefined)] });
}

const type = (state: EditorState, text: string): EditorState =>
  [...text].reduce((now, each) => now.apply(now.tr.insertText(each)), state);
const menu = (state: EditorState) => insertMenuKey.getState(state);

describe("the menu that a slash opens", () => {
  it("opens in an empty paragraph and follows what is typed", () => {
    expect(menu(type(begin(), "/"))).toMatchObject({ query: "", at: 0 });
    expect(menu(type(begin(), "/tab"))).toMatchObject({ query: "tab", at: 0 });
  });

  it("stays shut behind words, after a space, and for text that came otherwise", () => {
    expect(menu(type(begin(), "and/or"))).toBeNull();
    expect(menu(type(begin(), "/ "))).toBeNull();
    const pasted = begin();
    expect(menu(pasted.apply(pasted.tr.insertText("/usr/bin")))).toBeNull();
  });

  it("closes when the slash goes or the cursor leaves", () => {
    const open = type(begin(), "/li");
    const { from } = open.selection;
    expect(menu(open.apply(open.tr.delete(from - 3, from)))).toBeNull();
    expect(menu(open.apply(open.tr.setSelection(TextSelection.create(open.doc, 2))))).toBeNull();
    expect(menu(open.apply(open.tr.setSelection(TextSelection.create(open.doc, from - 1))))).toBeNull();
  });

  it("stays closed once it was closed", () => {
    const open = type(begin(), "/li");
    const closed = open.apply(open.tr.setMeta(insertMenuKey, "close"));
    expect(menu(closed)).toBeNull();
    expect(menu(type(closed, "s"))).toBeNull();
  });

  it("keeps the current choice while the words stay, and begins anew when they change", () => {
    const moved = type(begin(), "/c");
    const at = moved.apply(moved.tr.setMeta(insertMenuKey, { at: 3 }));
    expect(menu(at)?.at).toBe(3);
    expect(menu(at.apply(at.tr.insertText("X", 1, 1)))?.at).toBe(3);
    expect(menu(type(at, "o"))?.at).toBe(0);
  });
});
