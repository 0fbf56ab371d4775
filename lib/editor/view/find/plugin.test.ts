import { history, undo } from "@tiptap/pm/history";
import { EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { openDocument, writeDocument } from "../../document/index.ts";
import { matchBeside } from "./go-to.ts";
import type { FindQuery } from "./matches.ts";
import { findPlugin, findState, tell, textsToSearch } from "./plugin.ts";
import { keptMatches, replaceAll, replaceCurrent, whyKept } from "./replace.ts";

const source = `# The roof

Time is *time*, and timing [@time2020] is time.

- A time
- Another
  time

| Time | Cost |
|------|------|
| time | low  |

\`\`\`python
import time
\`\`\`
`;

function begin(query: Partial<FindQuery>, text = source) {
  const opened = openDocument(text);
  const state = EditorState.create({ doc: opened.doc, plugins: [findPlugin(), history()] });
  const whole = { text: "", caseSensitive: false, wholeWord: false, regexp: false, ...query };
  return { opened, state: state.apply(tell(state.tr, { query: whole })) };
}

const words = (state: EditorState): string[] =>
  findState(state).matches.map(({ from, to }) => state.doc.textBetween(from, to));

/** What a search from the beginning finds. */
const anew = (state: EditorState): EditorState =>
  state.apply(tell(state.tr, { query: findState(state).query }));

describe("finding in the document", () => {
  it("finds words in every block of text, and in the source of what is shown as one thing", () => {
    const { state } = begin({ text: "time" });
    expect(words(state)).toEqual([
      "Time",
      "time",
      "[@time2020]",
      "time",
      "time",
      "time",
      "Time",
      "time",
      "time",
    ]);
    expect(findState(state).shown.find()).toHaveLength(9);
    expect(findState(state).matches[2]?.inside).toEqual({ start: 2, end: 6 });
  });

  it("keeps what it found true through any edit", () => {
    let { state } = begin({ text: "time" });
    const edits: ((now: EditorState) => Transaction)[] = [
      (now) => now.tr.insertText("time ", findState(now).matches[2]?.from),
      (now) =>
        now.tr.delete((findState(now).matches[1]?.from ?? 0) + 1, (findState(now).matches[1]?.from ?? 0) + 3),
      (now) =>
        now.tr.delete(now.doc.child(0).nodeSize, now.doc.child(0).nodeSize + now.doc.child(1).nodeSize),
      (now) => now.tr.split(findState(now).matches[1]?.from ?? 1),
      (now) => now.tr.insertText("tim", 1).insertText("e", 4),
      (now) => now.tr.delete(3, now.doc.content.size - 8),
    ];
    for (const edit of edits) {
      state = state.apply(edit(state));
      const fresh = anew(state);
      expect(findState(state).matches).toEqual(findState(fresh).matches);
      const places = (each: EditorState) =>
        findState(each)
          .shown.find()
          .map(({ from, to }) => [from, to]);
      expect(places(state)).toEqual(places(fresh));
    }
  });

  it("marks no more than can be drawn, around the current one", () => {
    const { state } = begin({ text: "a" }, `${"a ".repeat(3_000)}\n`);
    expect(findState(state).matches).toHaveLength(3_000);
    const gone = state.apply(tell(state.tr, { current: 2_000 }));
    const shown = findState(gone).shown.find();
    expect(shown).toHaveLength(1_000);
    expect(shown[0]?.from).toBe(findState(gone).matches[1_500]?.from);
  });

  it("leaves expressions to whoever can stop them, and says what is none", () => {
    const { state } = begin({ text: "t.me", regexp: true });
    expect(findState(state)).toMatchObject({ status: "waiting", matches: [] });
    const late = state.apply(state.tr.insertText("x", 1));
    const told = tell(late.tr, { found: [{ from: 1, to: 3, groups: [] }], at: state.doc });
    expect(findState(late.apply(told)).status).toBe("waiting");
    expect(findState(begin({ text: "(", regexp: true }).state).status).toBe("invalid");
  });

  it("goes on from the selection and round at the ends", () => {
    const matches = [3, 8, 12].map((from) => ({ from, to: from + 2 }));
    expect(matchBeside(matches, { from: 3, to: 5 }, 1)).toBe(1);
    expect(matchBeside(matches, { from: 3, to: 5 }, -1)).toBe(2);
    expect(matchBeside(matches, { from: 20, to: 20 }, 1)).toBe(0);
    expect(matchBeside([], { from: 1, to: 1 }, 1)).toBe(-1);
  });
});

describe("replacing", () => {
  it("changes one match, in its own markup, and nothing else", () => {
    const { state, opened } = begin({ text: "time" });
    const at = state.apply(tell(state.tr, { current: 1 }));
    const tr = replaceCurrent(at, "haste");
    expect(tr && writeDocument(opened, tr.doc)).toBe(source.replace("*time*", "*haste*"));
  });

  it("changes all of them as one step that can be undone", () => {
    const { state, opened } = begin({ text: "time", caseSensitive: true });
    const typed = state.apply(state.tr.insertText("Old ", 1));
    const tr = replaceAll(typed, "hours");
    if (!tr) throw new Error("nothing was replaced");
    let after = typed.apply(tr);
    expect(writeDocument(opened, after.doc)).toBe(
      source.replace("# The", "# Old The").replace(/(?<!@)time/gu, "hours"),
    );
    undo(after, (back) => {
      after = after.apply(back);
    });
    expect(after.doc.eq(typed.doc)).toBe(true);
  });

  it("takes words out, and puts groups of an expression in", () => {
    const { state } = begin({ text: "time" }, "One time two\n");
    expect(replaceAll(state, "")?.doc.textContent).toBe("One  two");
    const { state: waiting } = begin({ text: "(\\w+) time", regexp: true }, "One time two\n");
    const found = waiting.apply(
      tell(waiting.tr, { found: [{ from: 1, to: 9, groups: ["One"] }], at: waiting.doc }),
    );
    expect(replaceAll(found, "$1 hour")?.doc.textContent).toBe("One hour two");
  });

  it("leaves a match that goes across a citation", () => {
    const { state: waiting } = begin({ text: "see.*now", regexp: true }, "See @fig-a now\n");
    const block = textsToSearch(waiting.doc)[0];
    const match = { from: block?.start ?? 0, to: (block?.start ?? 0) + (block?.size ?? 0), groups: [] };
    const found = waiting.apply(tell(waiting.tr, { found: [match], at: waiting.doc }));
    expect(keptMatches(found)).toBe(1);
    expect(replaceAll(found, "x")).toBeNull();
    expect(replaceCurrent(found.apply(tell(found.tr, { current: 0 })), "x")).toBeNull();
  });

  it.each([
    ["a formula", "One $x_1 + 1$ two\n", "x_1", "y", "One $y + 1$ two\n"],
    ["words in a citation", "One [see @a2020, p. 3] two\n", "p. 3", "p. 4", "One [see @a2020, p. 4] two\n"],
    ["what an image says", "One ![a roof](x.png) two\n", "roof", "house", "One ![a house](x.png) two\n"],
  ])("changes %s, one by one", (_what, text, find, words, after) => {
    const { state, opened } = begin({ text: find }, text);
    expect(keptMatches(state)).toBe(1);
    expect(replaceAll(state, words)).toBeNull();
    const at = state.apply(tell(state.tr, { current: 0 }));
    expect(whyKept(at, words)).toBeNull();
    const tr = replaceCurrent(at, words);
    expect(tr && writeDocument(opened, tr.doc)).toBe(after);
  });

  it.each([
    ["the name of a work", "One [@time2020] two\n", "time", "day", "names something else"],
    ["a label", "One @fig-time two\n", "time", "day", "names something else"],
    ["a footnote's name", "One[^time] two\n\n[^time]: Note.\n", "time", "day", "names something else"],
    ["what would be two things", "One $x + y$ two\n", "+", "$ and $", "would be something else"],
    ["what would be nothing", "One $x$ two\n", "$x$", "", "would be something else"],
  ])("leaves %s, and says why", (_what, text, find, words, why) => {
    const { state } = begin({ text: find }, text);
    const at = state.apply(tell(state.tr, { current: 0 }));
    expect(whyKept(at, words)).toContain(why);
    expect(replaceCurrent(at, words)).toBeNull();
  });

  it("goes through several matches in one construct", () => {
    const { state } = begin({ text: "x" }, "One $x + x$ and x\n");
    expect(findState(state).matches.map(({ inside }) => inside?.start)).toEqual([1, 5, undefined]);
  });

  it("puts the cursor behind the new words", () => {
    const { state } = begin({ text: "time" }, "One time two\n");
    const tr = replaceCurrent(state.apply(tell(state.tr, { current: 0 })), "day");
    expect(tr?.selection.eq(TextSelection.create(tr.doc, 8))).toBe(true);
  });
});
