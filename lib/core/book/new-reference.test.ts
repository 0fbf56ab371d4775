import { describe, expect, it } from "vitest";
import {
  appendReferences,
  bibliographyFor,
  type CslEntry,
  citationKey,
  laidOut,
  namedDoi,
  offeredKey,
  readReference,
  sameWorks,
  suggestKey,
  withKey,
} from "./index.ts";

const knuth = `@article{knuth84,
  author = {Knuth, Donald E.},
  title = {Literate {Programming}},
  journal = {The Computer Journal},
  year = {1984},
  doi = {10.1093/comjnl/27.2.97}
}`;

function entryOf(text: string): CslEntry {
  const read = readReference(text);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value.entry;
}

const problem = (text: string) => {
  const read = readReference(text);
  return read.ok ? null : read.problem.message;
};

describe("a pasted reference", () => {
  it("is read with its key and kept as it was written", () => {
    const read = readReference(`\ufeff  ${knuth.replaceAll("\n", "\r\n")}\n\n`);
    expect(read).toMatchObject({ ok: true, value: { key: "knuth84", text: knuth } });
    expect(entryOf(knuth)).toMatchObject({ title: "Literate Programming", DOI: "10.1093/comjnl/27.2.97" });
  });

  it("gets a key where it has none", () => {
    expect(readReference("@misc{, title = {A page}}")).toMatchObject({
      value: { key: "reference", text: "@misc{reference, title = {A page}}" },
    });
  });

  it("takes another key, whatever the old one was", () => {
    expect(withKey("@article{a,\n title={x}}", "b")).toBe("@article{b,\n title={x}}");
    expect(withKey("@article{a$&,\n title={x}}", "$&")).toBe("@article{$&,\n title={x}}");
  });

  it.each([
    ["words", "see Knuth 1984", "begins like this"],
    ["a definition", '@string{cj, "The Computer Journal"}', "definition"],
    ["an open brace", "@article{a, title={x}", "not closed"],
    ["an open brace behind a backslash", "@article{a, title={x\\{}}", "not closed"],
    ["two entries", `${knuth}\n@misc{b, title={y}}`, "one reference at a time"],
    ["something behind it", `${knuth} and more`, "one reference at a time"],
    ["no title", "@article{a, author={Knuth, D.}}", "no title"],
    ["a control character", "@article{a, title={x\u0007}}", "cannot be stored"],
    ["too much", `@article{a, title={${"x".repeat(30_000)}}}`, "too long"],
  ])("is refused with %s", (_, text, words) => {
    expect(problem(text)).toContain(words);
  });
});

describe("a key", () => {
  it("is made of author, year and the first telling word", () => {
    expect(suggestKey(entryOf(knuth), new Set())).toBe("knuth1984literate");
    expect(suggestKey(entryOf(knuth), new Set(["knuth1984literate"]))).toBe("knuth1984literateb");
    expect(
      suggestKey(entryOf("@misc{x, author={Gauß, Jürg and X, Y}, title={On the {Ü}ber}}"), new Set()),
    ).toBe("gauuber");
    expect(suggestKey({ id: "x", type: "book" }, new Set())).toBe("reference");
  });

  it("is the entry's own where it goes with those of the book", () => {
    const own = (key: string, taken: string[]) =>
      offeredKey({ key, entry: entryOf(knuth), text: "" }, new Set(taken));
    const usual = ["vaswani2017attention", "dean2013tail", "DBLP:x"];
    expect(own("knuth84", usual)).toBe("knuth1984literate");
    expect(own("knuth1984lp", usual)).toBe("knuth1984lp");
    expect(own("knuth84", ["a", "b"])).toBe("knuth84");
    expect(own("knuth84", ["a", "knuth84"])).toBe("knuth1984literate");
    expect(own("reference", [])).toBe("knuth1984literate");
    expect(own("a'b", [])).toBe("knuth1984literate");
  });

  it("can be cited", () => {
    expect(citationKey.test("knuth1984literate")).toBe(true);
    expect(citationKey.test("DBLP:conf/icml/2020")).toBe(true);
    for (const bad of ["", "a b", "a,b", "a{b", "a.", "@a"]) expect(citationKey.test(bad)).toBe(false);
  });
});

describe("a duplicate", () => {
  const works = {
    a: { id: "a", type: "article", title: "Other", DOI: "https://doi.org/10.1093/COMJNL/27.2.97" },
    b: { id: "b", type: "book", title: "Literate programming!", issued: { "date-parts": [[1984]] } },
    c: { id: "c", type: "book", title: "Literate programming", issued: { "date-parts": [[1992]] } },
    d: {
      id: "d",
      type: "book",
      title: "Literate programming",
      DOI: "10.1/2",
      issued: { "date-parts": [[1984]] },
    },
  };

  it("has the same DOI, or the same title and year where one has no DOI", () => {
    expect(sameWorks(entryOf(knuth), works).map((work) => work.id)).toEqual(["a", "b"]);
  });
});

describe("the bibliography of a chapter", () => {
  it("is the nearest one, and of equals the one the book names", () => {
    const files = ["z/x.bib", "book/b.bib", "book/a.bib", "book/c/own.bib", "book/c/one.qmd"];
    expect(bibliographyFor("book/c/one.qmd", files, [])).toBe("book/c/own.bib");
    expect(bibliographyFor("book/d/e/one.qmd", files, ["book/b.bib"])).toBe("book/b.bib");
    expect(bibliographyFor("book/d/one.qmd", files, [])).toBe("book/a.bib");
    expect(bibliographyFor("elsewhere/one.qmd", files, ["z/x.bib"])).toBe("z/x.bib");
    expect(bibliographyFor("one.qmd", ["a.png"], [])).toBe(null);
  });
});

describe("appending references", () => {
  const one = { key: "a", text: "@misc{a,\n  title = {A}\n}" };
  const two = { key: "b", text: "@misc{b, title = {B}}" };

  it.each([
    ["an empty file", "", "@misc{a,\n  title = {A}\n}\n"],
    ["a file with a final line break", "@x{y,}\n", "@x{y,}\n\n@misc{a,\n  title = {A}\n}\n"],
    ["a file without one", "@x{y,}", "@x{y,}\n\n@misc{a,\n  title = {A}\n}"],
    ["a file with empty lines at its end", "@x{y,}\n\n\n", "@x{y,}\n\n\n@misc{a,\n  title = {A}\n}\n"],
    ["Windows line ends", "@x{y,}\r\n", "@x{y,}\r\n\r\n@misc{a,\r\n  title = {A}\r\n}\r\n"],
  ])("keeps the manner of %s", (_, before, after) => {
    expect(appendReferences(before, [one])).toEqual({ ok: true, value: after });
  });

  it("puts one after the other, and none twice", () => {
    const both = appendReferences("", [one, two]);
    if (!both.ok) throw new Error(both.problem.message);
    expect(both.value).toBe(`${one.text}\n\n${two.text}\n`);
    expect(appendReferences(both.value, [two, one])).toEqual(both);
  });

  it("is refused where another entry took the key", () => {
    expect(appendReferences("@book{a, title = {Z}}\n", [one])).toMatchObject({
      problem: { code: "proposal.conflict" },
    });
  });
});

describe("a work that is known by its DOI", () => {
  it.each([
    ["10.1145/3065386", "10.1145/3065386"],
    ["https://doi.org/10.1093/comjnl/27.2.97.", "10.1093/comjnl/27.2.97"],
    ["Hopper (1952). The Education. (doi:10.1145/609784.609818)", "10.1145/609784.609818"],
    ["10.1002/(SICI)1097-4571(199806)49:8<1::AID>3", "10.1002/(SICI)1097-4571(199806)49:8"],
    ["no such thing as 10 / 5", null],
    [knuth, null],
  ])("is found in %s", (text, doi) => expect(namedDoi(text)).toBe(doi));

  it("has a line for each field, and says what it said", () => {
    const sent =
      "@article{Knuth_1984, title={Literate {Programming}, twice}, volume={27}, DOI={10.1093/comjnl/27.2.97}, author={Knuth, D. E.}, year={1984} }";
    const text = laidOut(sent);
    expect(text.split("\n")).toEqual([
      "@article{Knuth_1984,",
      "  title = {Literate {Programming}, twice},",
      "  volume = {27},",
      "  doi = {10.1093/comjnl/27.2.97},",
      "  author = {Knuth, D. E.},",
      "  year = {1984}",
      "}",
    ]);
    const { _graph, ...said } = entryOf(sent);
    expect(entryOf(text)).toMatchObject(said);
    expect(laidOut(knuth)).toBe(knuth);
    expect(laidOut("@article{broken, title={")).toBe("@article{broken, title={");
  });
});
