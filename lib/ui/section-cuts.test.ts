import { describe, expect, it } from "vitest";
import { cutAtSections } from "./section-cuts.ts";

const cut = (html: string, ...sections: string[]) => {
  const { pieces, lost } = cutAtSections(html, sections);
  return { pieces: pieces.map((piece) => [piece.html, piece.ends.join()]), lost };
};

describe("a chapter cut at its sections", () => {
  it("ends a section before the next heading of its level, its own sections included", () => {
    expect(cut('<h2 id="a">A</h2><p>1</p><h3 id="b">B</h3><p>2</p><h2 id="c">C</h2>', "a").pieces).toEqual([
      ['<h2 id="a">A</h2><p>1</p><h3 id="b">B</h3><p>2</p>', "a"],
      ['<h2 id="c">C</h2>', ""],
    ]);
  });

  it("ends the inner section before the outer one where both end", () => {
    expect(cut('<h2 id="a">A</h2><h3 id="b">B</h3><p>2</p>', "a", "b").pieces).toEqual([
      ['<h2 id="a">A</h2><h3 id="b">B</h3><p>2</p>', "b,a"],
    ]);
  });

  it("ends the last section before the notes at the foot", () => {
    const foot = '<section class="footnotes"><h2>Notes</h2></section>';
    expect(cut(`<h2 id="a">A</h2><p>1</p>${foot}`, "a").pieces).toEqual([
      ['<h2 id="a">A</h2><p>1</p>', "a"],
      [foot, ""],
    ]);
  });

  it("never cuts inside an element", () => {
    const box = '<aside class="box"><h3 id="b">B</h3><img src="x" alt="a > b"><br></aside>';
    expect(cut(`<h2 id="a">A</h2>${box}<h2 id="c">C</h2>`, "a", "b")).toEqual({
      pieces: [
        [`<h2 id="a">A</h2>${box}`, "a"],
        ['<h2 id="c">C</h2>', ""],
      ],
      lost: ["b"],
    });
  });

  it("keeps a chapter without quizzes whole", () => {
    expect(cut("<p>1</p>")).toEqual({ pieces: [["<p>1</p>", ""]], lost: [] });
    expect(cut("", "a")).toEqual({ pieces: [["", ""]], lost: ["a"] });
  });

  it("gives back every byte", () => {
    const html =
      '<h2 id="a">A</h2><p>1</p><h3 id="b">B</h3><svg><path d="M0 0"/></svg><h2 id="c">C</h2><p>3</p>';
    expect(
      cutAtSections(html, ["a", "b", "c"])
        .pieces.map((piece) => piece.html)
        .join(""),
    ).toBe(html);
  });
});
