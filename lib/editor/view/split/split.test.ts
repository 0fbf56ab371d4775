import { describe, expect, it } from "vitest";
import { Drawer } from "./drawer.ts";
import { cutPieces, pieceAt, standIns } from "./pieces.ts";

describe("the pieces of a chapter", () => {
  const source =
    "---\ntitle: A\n---\n\n# A\n\nWords[^1] and [a link][x].\n\n[^1]: A note.\n\n[x]: https://x.org\n";

  it("are its blocks, each with the notes and targets it names", () => {
    const cut = cutPieces(source);
    expect(cut.pieces.map((piece) => cut.drawn(piece))).toEqual([
      "",
      "# A",
      "Words[^1] and [a link][x].\n\n[^1]: A note.\n\n[x]: https://x.org",
      "",
      "",
    ]);
  });

  it("are found by an offset", () => {
    const { pieces } = cutPieces(source);
    expect(pieceAt(pieces, source.indexOf("link"))).toBe(2);
    expect(pieceAt(pieces, 0)).toBe(0);
    expect(pieceAt(pieces, 9999)).toBe(4);
    expect(pieceAt([], 3)).toBe(0);
  });

  it("keep the picture of what stood in their place", () => {
    const piecesOf = (text: string) => cutPieces(text).pieces;
    const before = piecesOf("a\n\nb\n\nc\n\nd");
    expect(standIns(before, piecesOf("a\n\nB\n\nc\n\nd"))).toEqual([0, 1, 2, 3]);
    expect(standIns(before, piecesOf("a\n\nb\n\nnew\n\nc\n\nd"))).toEqual([0, 1, -1, 2, 3]);
    expect(standIns(before, piecesOf("a\n\nd"))).toEqual([0, 3]);
    expect(standIns([], before)).toEqual([-1, -1, -1, -1]);
  });
});

/** A renderer that answers when told to. */
function desk() {
  const asked: { texts: string[]; answer(drawn: string[] | null): Promise<void> }[] = [];
  const told: (string | boolean)[] = [];
  let retry: (() => void) | null = null;
  const drawer = new Drawer({
    draw: (texts) =>
      new Promise((resolve) => {
        asked.push({
          texts,
          async answer(drawn) {
            resolve(drawn);
            for (let turn = 0; turn < 5; turn++) await Promise.resolve();
          },
        });
      }),
    onDrawn: () => told.push("drawn"),
    onTrouble: (trouble) => told.push(trouble),
    later(run) {
      retry = run;
      return () => {
        retry = null;
      };
    },
  });
  return { drawer, asked, told, again: () => retry?.() };
}

describe("the drawer", () => {
  it("asks for one thing at a time, and never for what is no longer wanted", async () => {
    const { drawer, asked } = desk();
    drawer.want(["a"]);
    drawer.want(["ab"]);
    drawer.want(["abc", "z"]);
    expect(asked.map((each) => each.texts)).toEqual([["a"]]);
    await asked[0]?.answer(["<p>a</p>"]);
    expect(asked.map((each) => each.texts)).toEqual([["a"], ["abc", "z"]]);
    await asked[1]?.answer(["<p>abc</p>", "<p>z</p>"]);
    expect([drawer.picture("abc"), drawer.picture("a"), drawer.picture("ab")]).toEqual([
      "<p>abc</p>",
      "<p>a</p>",
      undefined,
    ]);
    drawer.want(["abc", "z"]);
    expect(asked).toHaveLength(2);
  });

  it("says when drawing fails, keeps what it has, and tries again", async () => {
    const { drawer, asked, told, again } = desk();
    drawer.want(["a"]);
    await asked[0]?.answer(["A"]);
    drawer.want(["b"]);
    await asked[1]?.answer(null);
    expect([drawer.picture("a"), drawer.picture("b")]).toEqual(["A", undefined]);
    drawer.want(["b"]);
    expect(asked).toHaveLength(2);
    again();
    await asked[2]?.answer(["B"]);
    expect(told).toEqual(["drawn", true, false, "drawn"]);
  });
});
