import { describe, expect, it } from "vitest";
import {
  lineAndColumn,
  outline,
  parse,
  parseInline,
  plainText,
  readAttributes,
  readFrontMatter,
  slugify,
  splice,
  writeAttributes,
} from "./index.ts";

describe("attributes", () => {
  it("are read and written back in Pandoc's order", () => {
    const read = readAttributes('{key="a \\"b\\"" .c #d .e x=1}');
    expect(read).toEqual({
      id: "d",
      classes: ["c", "e"],
      pairs: [
        ["key", 'a "b"'],
        ["x", "1"],
      ],
      span: { start: 0, end: 28 },
    });
    expect(read && writeAttributes(read)).toBe('{#d .c .e key="a \\"b\\"" x="1"}');
  });
  it("are null for anything else", () => {
    for (const text of ["", "{", "{#a", "x {#a}", '{a="b}', "{#a} x", "{{< a >}}"])
      expect(readAttributes(text)).toBeNull();
  });
});

describe("splice", () => {
  it("changes what it is told and keeps every other byte", () => {
    const edits = [
      { span: { start: 1, end: 2 }, text: "" },
      { span: { start: 3, end: 3 }, text: "x" },
      { span: { start: 3, end: 4 }, text: "y" },
    ];
    expect(splice("abcdef", edits)).toEqual({ ok: true, value: "acxyef" });
  });
  it("refuses edits that overlap, run backwards or leave the source", () => {
    const refused = (...spans: [number, number][]) =>
      splice(
        "abc",
        spans.map(([start, end]) => ({ span: { start, end }, text: "" })),
      ).ok;
    expect(refused([0, 2], [1, 3])).toBe(false);
    expect(refused([2, 3], [0, 1])).toBe(false);
    expect(refused([2, 1])).toBe(false);
    expect(refused([0, 4])).toBe(false);
    expect(refused([0.5, 1])).toBe(false);
  });
});

describe("the outline", () => {
  const source = "# A *b* {#sec-a}\n\nx\n\n## C {.unnumbered .unlisted}\n\n::: d\n## C\n:::\n\n# E\n";
  it("lists sections with their spans", () => {
    expect(
      outline(source).map(({ id, title, level, span }) => [
        id,
        title,
        level,
        source.slice(span.start, span.end).trim().split("\n").length,
      ]),
    ).toEqual([
      ["sec-a", "A b", 1, 9],
      ["c", "C", 2, 3],
      ["c-1", "C", 2, 2],
      ["e", "E", 1, 1],
    ]);
    expect(outline(parse(source))[1]).toMatchObject({ unnumbered: true, unlisted: true, explicit: false });
  });
});

describe("slugs", () => {
  it("follow Pandoc's rule", () => {
    expect(slugify("Heading identifiers in HTML")).toBe("heading-identifiers-in-html");
    expect(slugify("Maître d'hôtel")).toBe("maître-dhôtel");
    expect(slugify("*Dogs*?--in *my* house?")).toBe("dogs--in-my-house");
    expect(slugify("3. Applications")).toBe("applications");
    expect(slugify("33")).toBe("section");
  });
});

describe("plain text", () => {
  it("leaves out markup and notes", () => {
    const [paragraph] = parse("A *b* `c` $d$ \\index{e} [f](g)^[h] <b>i</b>").children;
    expect(paragraph && plainText(paragraph)).toBe("A b c d  f i");
  });
});

describe("front matter", () => {
  it("is read as data with its span", () => {
    expect(readFrontMatter("---\na: [1, x]\n---\n# T")).toEqual({
      ok: true,
      value: { span: { start: 0, end: 17 }, yaml: "a: [1, x]\n", data: { a: [1, "x"] } },
    });
    expect(readFrontMatter("# T")).toMatchObject({ ok: true, value: { span: null, data: {} } });
  });
  it("says where it is wrong", () => {
    expect(readFrontMatter("---\na: b\nc: [\n---\n")).toMatchObject({
      ok: false,
      problem: { code: "input.invalid", at: expect.stringMatching(/^\d+:\d+$/) },
    });
    expect(readFrontMatter("---\n- a\n---\n")).toMatchObject({ ok: false });
  });
  it("refuses aliases that multiply", () => {
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ...[..."bcdefgh"].map((c, i) => `${c}: &${c} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(",")}]`),
    ];
    expect(readFrontMatter(`---\n${bomb.join("\n")}\n---\n`)).toMatchObject({ ok: false });
  });
});

describe("lines and columns", () => {
  it("count from one, over every kind of line ending", () => {
    expect(lineAndColumn("a\r\nb\rc\nd", 5)).toEqual({ line: 3, column: 1 });
    expect(lineAndColumn("ab", 99)).toEqual({ line: 1, column: 3 });
  });
});

describe("inline text of a chapter", () => {
  it("keeps offsets of where it was cut out", () => {
    expect(parseInline("*a*", 7)[0]?.position).toMatchObject({ start: { offset: 7 }, end: { offset: 10 } });
  });
});
