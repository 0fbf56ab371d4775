import { history, undo } from "@tiptap/pm/history";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { Transform } from "@tiptap/pm/transform";
import { describe, expect, it } from "vitest";
import { everyConstruct } from "../document/every-construct.fixture.ts";
import { openDocument, structuralEdit, structuralKinds, writeDocument } from "../document/index.ts";
import { sourceReceived } from "./receive-source.ts";

function editing(source: string) {
  const opened = openDocument(source);
  return { opened, state: EditorState.create({ doc: opened.doc, plugins: [history()] }) };
}

const positionOf = (state: EditorState, words: string): number => {
  let found = -1;
  state.doc.descendants((node, pos) => {
    if (node.isText && node.text?.includes(words)) found = pos + node.text.indexOf(words);
  });
  return found;
};

const chapters = [
  everyConstruct,
  "# A\n\nOne *two* three\nand four.\n\n- a\n- b **c**\n\n| a | b |\n|---|---|\n| c | d |\n\nLast.\n",
];

describe("what somebody else wrote", () => {
  const source = "# Title\n\nOne two three.\n\nAnother paragraph.\n";

  it("is shown within the paragraph, with the cursor and one's own steps where they were", () => {
    let { opened, state } = editing(source);
    state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, positionOf(state, "three"))));
    state = state.apply(state.tr.insertText("own "));
    const mine = writeDocument(opened, state.doc);
    const theirs = mine
      .replace("One", "Two or one")
      .replace("three.", "three *or* four.")
      .replace("Another", "One more");
    const { next, tr } = sourceReceived(state, opened, mine, theirs);
    state = state.apply(tr.setMeta("addToHistory", false));
    expect(next.doc.eq(state.doc)).toBe(true);
    expect(state.doc.textBetween(state.selection.head, state.selection.head + 5)).toBe("three");
    undo(state, (step) => {
      state = state.apply(step);
    });
    opened = next;
    expect(writeDocument(opened, state.doc)).toBe(theirs.replace("own ", ""));
  });

  it("leaves an empty paragraph that was only just begun", () => {
    let { opened, state } = editing(source);
    const end = state.doc.content.size;
    state = state.apply(state.tr.insert(end, state.schema.node("paragraph")));
    state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, end + 1)));
    expect(writeDocument(opened, state.doc)).toBe(source);
    const { next, tr } = sourceReceived(state, opened, source, source.replace("two", "2"));
    state = state.apply(tr);
    opened = next;
    expect(state.doc.lastChild?.content.size).toBe(0);
    expect(state.selection.$head.parent).toBe(state.doc.lastChild);
    expect(writeDocument(opened, state.doc)).toBe(source.replace("two", "2"));
  });

  it("leaves the space before a word that is still to come", () => {
    let { opened, state } = editing(source);
    const end = positionOf(state, "three.") + "three.".length;
    state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, end)));
    state = state.apply(state.tr.insertText(" And "));
    const mine = writeDocument(opened, state.doc);
    expect(mine).toContain("three. And\n");
    const { next, tr } = sourceReceived(state, opened, mine, mine.replace("One", "Two or one"));
    state = state.apply(tr);
    opened = next;
    expect(state.doc.child(1).textContent).toBe("Two or one two three. And ");
    expect(state.selection.head).toBe(tr.mapping.map(end + " And ".length));
    state = state.apply(state.tr.insertText("more."));
    expect(writeDocument(opened, state.doc)).toBe(
      mine.replace("One", "Two or one").replace("And", "And more."),
    );
  });

  it("comes after the cursor when it is at the very place", () => {
    let { opened, state } = editing(source);
    const at = positionOf(state, "three") + 5;
    state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, at)));
    const { tr } = sourceReceived(state, opened, source, source.replace("three.", "three and four."));
    state = state.apply(tr);
    expect(state.selection.head).toBe(at);
  });

  it.each(chapters)("makes the document that the source reads as, whatever they did", (chapter) => {
    const kinds = structuralKinds;
    let seed = 5;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    let { opened, state } = editing(chapter);
    let source = chapter;
    for (let step = 0; step < 60; step++) {
      const theirs = openDocument(source, state.schema);
      const edit = structuralEdit(theirs, kinds[step % kinds.length] ?? "", random);
      const changing = new Transform(theirs.doc);
      edit?.make(changing);
      const changed = edit ? writeDocument(theirs, changing.doc) : `${source}\nMore.\n`;
      const { next, tr } = sourceReceived(state, opened, source, changed);
      state = state.apply(tr);
      state.doc.check();
      expect(state.doc.eq(next.doc)).toBe(true);
      opened = next;
      source = changed;
    }
  });
});
