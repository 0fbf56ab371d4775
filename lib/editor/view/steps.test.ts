import { history, isolateHistory, redo, undo } from "@codemirror/commands";
import { EditorState, Text, Transaction } from "@codemirror/state";
import { undo as undoVisual, history as visualHistory } from "@tiptap/pm/history";
import { EditorState as ProseState } from "@tiptap/pm/state";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openDocument, writeDocument } from "../document/index.ts";
import {
  changeBetween,
  lineEnding,
  type Step,
  toOffset,
  toPosition,
  versionsAfter,
  withStep,
} from "./steps.ts";
import { sourceTaken } from "./take-source.ts";
import { Versions } from "./versions.ts";

const change = (before: string, after: string) => {
  const found = changeBetween(before, after, lineEnding(before));
  if (!found) throw new Error("Nothing changed.");
  return found;
};

describe("a change between two sources", () => {
  it.each([
    ["One\nTwo\n", "One\nTwo three\n"],
    ["One\r\nTwo\r\n", "One\r\n\r\nTwo\r\n"],
    ["One\r\nTwo\r\n", "One\rTwo\r\n"],
    ["a\r\nb\nc\r\n", "a\r\nb\r\nc\r\n"],
  ])("leads from %j to %j", (before, after) => {
    const ending = lineEnding(before);
    const steps = [{ changes: change(before, after), at: 0 }];
    expect(versionsAfter(before, steps, ending, after)).toEqual([after]);
  });

  it("does so for every two sources", () => {
    const piece = fc.constantFrom("a", "b", " ", "\n", "\r\n", "\r", "# ", "é");
    const source = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(source, source, fc.constantFrom("\n", "\r\n"), (before, after, ending) => {
        const changes = changeBetween(before, after, ending);
        const steps = changes ? [{ changes, at: 0 }] : [];
        expect([before, ...versionsAfter(before, steps, ending, after)].at(-1)).toBe(after);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe("steps", () => {
  const steps = (sources: string[], times: number[], most = 9): Step[] =>
    times.reduce<Step[]>((list, at, index) => {
      const [before = "", after = ""] = sources.slice(index);
      return withStep(list, { changes: change(before, after), at }, most);
    }, []);

  it("are one when they follow closely, and several after a pause", () => {
    const sources = ["a", "ab", "abc", "abcd"];
    expect(versionsAfter("a", steps(sources, [0, 100, 5000]), "\n", "abcd")).toEqual(["abc", "abcd"]);
  });

  it("give way to the text they should lead to when they do not", () => {
    expect(versionsAfter("other", steps(["a", "ab"], [0]), "\n", "ab")).toEqual(["ab"]);
  });

  it("grow together from the oldest when they are many", () => {
    const sources = ["a", "ab", "abc", "abcd"];
    expect(versionsAfter("a", steps(sources, [0, 1000, 2000], 2), "\n", "abcd")).toEqual(["abc", "abcd"]);
  });

  it("are undone one by one in the source editor, after what was done there", () => {
    const visual = steps(["One\n", "One two\n", "One two three\n"], [0, 1000]);
    let state = EditorState.create({ doc: "One\n", extensions: history() });
    for (const { changes, at } of visual)
      state = state.update({
        changes,
        annotations: [Transaction.time.of(at), isolateHistory.of("full")],
      }).state;
    state = state.update({ changes: { from: 0, insert: "! " } }).state;
    const seen: string[] = [];
    const dispatch = (transaction: Transaction): void => {
      state = transaction.state;
      seen.push(state.doc.toString());
    };
    for (let index = 0; index < 3; index++) undo({ state, dispatch });
    redo({ state, dispatch });
    expect(seen).toEqual(["One two three\n", "One two\n", "One\n", "One two\n"]);
  });

  it("are undone one by one in the visual editor, and every byte comes back", () => {
    const source = "One *two*\n\n* three\n* four\n";
    let opened = openDocument(source);
    let state = ProseState.create({ doc: opened.doc, plugins: [visualHistory()] });
    const versions = [source.replace("three", "3"), `${source.replace("three", "3")}\nEnd\n`];
    for (const version of versions) {
      const taken = sourceTaken(state, version);
      opened = taken.opened;
      state = state.apply(taken.tr);
    }
    const written: string[] = [];
    for (let index = 0; index < 3; index++) {
      written.push(writeDocument(opened, state.doc));
      undoVisual(state, (tr) => {
        state = state.apply(tr);
      });
    }
    expect(written).toEqual([versions[1], versions[0], source]);
  });
});

describe("versions", () => {
  it("give back the exact source of a document that was kept, blank lines and all", () => {
    const versions = new Versions();
    for (const source of ["One\n\n\n\nTwo", "One\n\nThree\n"])
      versions.keep(openDocument(source).doc, source);
    expect(versions.sourceOf(openDocument("One\n\nTwo\n").doc)).toBe("One\n\n\n\nTwo");
    expect(versions.sourceOf(openDocument("One\n\nFour\n").doc)).toBeNull();
  });
});

describe("offsets and positions", () => {
  it("count a line break of two characters as one, and come back", () => {
    const source = "One\r\nTwo\r\n\r\nThree";
    const doc = Text.of(source.split("\r\n"));
    for (let pos = 0; pos <= doc.length; pos++) {
      const offset = toOffset(doc, pos, "\r\n");
      expect(toPosition(doc, offset, "\r\n")).toBe(pos);
      expect(source.slice(offset).replaceAll("\r\n", "\n")).toBe(doc.sliceString(pos));
    }
  });
});
