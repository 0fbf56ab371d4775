import { describe, expect, it } from "vitest";
import { cutBlocks } from "./cut-blocks.ts";
import { parse } from "./parse.ts";
import { sketch } from "./sketch.fixture.ts";

const kinds = (source: string): string[] => cutBlocks(source).map((block) => block.kind);

describe("underlined headings", () => {
  it("begin with any markup", () => {
    for (const line of ["**a** b", "_a_", "`a`", "[a](b)", "$x$ a", "<b>a</b>", "\\a b"])
      expect(cutBlocks(`${line}\n---\n`), line).toMatchObject([{ kind: "heading" }]);
    expect(cutBlocks("- a\n---\n")[0]).toMatchObject({ kind: "list" });
  });
});

describe("headings", () => {
  it("carry their attributes and leave them out of their words", () => {
    const [heading] = parse('# A *b* {#sec-a .unnumbered key="v w"}\n').children;
    expect(heading).toMatchObject({
      type: "heading",
      depth: 1,
      attributes: {
        id: "sec-a",
        classes: ["unnumbered"],
        pairs: [["key", "v w"]],
        span: { start: 8, end: 38 },
      },
    });
    expect(sketch("# A *b* {#sec-a}")).toEqual(['heading=1("A " emphasis("b"))']);
  });
  it("are numberless with a dash", () => {
    expect(parse("## X {-}").children[0]).toMatchObject({ attributes: { classes: ["unnumbered"] } });
  });
  it("drop closing hashes, but not a word that ends in one", () => {
    expect(sketch("## X ##\n\n## C#")).toEqual(['heading=2("X")', 'heading=2("C#")']);
  });
  it("are underlined with = or -", () => {
    expect(sketch("X\n===\n\nY {#y}\n---")).toEqual(['heading=1("X")', 'heading=2("Y")']);
    expect(cutBlocks("Y {#y}\n---")[0]?.id).toBe("y");
  });
  it("need a blank line after a paragraph and none after anything else", () => {
    expect(kinds("text\n# no\n\n# a\n## b\n::: x\n# c\n:::")).toEqual([
      "paragraph",
      "heading",
      "heading",
      "div",
      "heading",
    ]);
  });
  it("need a space and the first column", () => {
    expect(kinds("#no\n\n # no")).toEqual(["paragraph", "paragraph"]);
  });
});

describe("front matter", () => {
  it("is the first block when it closes", () => {
    expect(sketch("---\na: b\n---\nx")).toEqual(["yaml=a: b", 'paragraph("x")']);
    expect(sketch("---\n---\nx")).toEqual(["yaml=", 'paragraph("x")']);
    expect(sketch("---\na: b\n...\nx")).toEqual(["yaml=a: b", 'paragraph("x")']);
  });
  it("stays text when it never closes", () => {
    expect(kinds("---\na: b\n")).toEqual(["rule", "paragraph"]);
  });
  it("may follow a byte order mark", () => {
    expect(cutBlocks("\ufeff---\na: b\n---")[0]).toMatchObject({
      kind: "frontMatter",
      span: { start: 1, end: 13 },
    });
  });
});

describe("fenced divs", () => {
  it("nest whatever the number of colons, with no blank lines beside them", () => {
    const source = "::: {.a}\none\n:::: b\ntwo\n:::\nthree\n::::::\nfour";
    expect(cutBlocks(source).map((block) => [block.kind, block.parent, block.depth])).toEqual([
      ["div", null, 0],
      ["paragraph", 0, 1],
      ["div", 0, 1],
      ["paragraph", 2, 2],
      ["paragraph", 0, 1],
      ["paragraph", null, 0],
    ]);
  });
  it("run to the end when they are not closed", () => {
    expect(parse("::: {.a}\none\n").children[0]).toMatchObject({ type: "div", closed: false });
    expect(cutBlocks("::: {.a}\none\n\n")[0]?.span).toEqual({ start: 0, end: 12 });
  });
  it("are not opened or closed inside code", () => {
    expect(kinds("::: {.a}\n```\n:::\n```\n:::\nx")).toEqual(["div", "code", "paragraph"]);
  });
  it("take bare words, bare words in braces and attributes over several lines", () => {
    const classes = (source: string) =>
      (parse(source).children[0] as { attributes?: { classes: string[] } }).attributes;
    expect(classes("::: layout\n:::")).toMatchObject({ classes: ["layout"] });
    expect(classes("::: {layout}\n:::")).toMatchObject({ classes: ["layout"] });
    expect(classes(':::{#fig-x\n  fig-cap="a b"}\nx\n:::')).toMatchObject({
      id: "fig-x",
      pairs: [["fig-cap", "a b"]],
    });
  });
  it("leave a lone closing fence as text", () => {
    expect(sketch("a\n\n:::\n")).toEqual(['paragraph("a")', 'paragraph(":::")']);
  });
});

describe("code", () => {
  it("keeps its language, options and label", () => {
    const [cell] = parse("```{python}\n#| label: fig-p\n#| echo: false\nprint(1)\n```").children;
    expect(cell).toMatchObject({
      lang: "python",
      executable: true,
      options: [
        ["label", "fig-p"],
        ["echo", "false"],
      ],
      optionLines: 2,
      value: "#| label: fig-p\n#| echo: false\nprint(1)",
    });
    expect(cutBlocks("```{python}\n#| label: fig-p\n```")[0]?.id).toBe("fig-p");
  });
  it("reads attributes, words and shown cells", () => {
    expect(parse('```{.python #lst-a lst-cap="C"}\nx\n```').children[0]).toMatchObject({
      lang: "python",
      attributes: { id: "lst-a" },
    });
    expect(parse("```rust title\nx\n```").children[0]).toMatchObject({ lang: "rust", meta: "title" });
    expect(parse("```{{r}}\nx\n```").children[0]).toMatchObject({ lang: "r", executable: false });
  });
  it("may follow a paragraph without a blank line, with backticks only", () => {
    expect(kinds("a\n```\nx\n```\nb")).toEqual(["paragraph", "code", "paragraph"]);
    expect(kinds("a\n~~~\nx\n~~~")).toEqual(["paragraph"]);
  });
  it("is text when the fence never closes", () => {
    expect(kinds("```\nabc\n\ndef")).toEqual(["paragraph", "paragraph"]);
  });
  it("is indented by four, blank lines inside kept", () => {
    expect(sketch("    a\n\n      b\n\nx")).toEqual(["code=|a\n\n  b", 'paragraph("x")']);
  });
  it("is raw with an equals sign", () => {
    expect(sketch("```{=latex}\n\\x\n```")).toEqual(["rawBlock=latex|\\x"]);
  });
});

describe("math", () => {
  it("fills lines of its own with its label", () => {
    expect(sketch("$$\na\n$$ {#eq-a}")).toEqual(["math=a"]);
    expect(cutBlocks("$$ a $$ {#eq-b}")[0]).toMatchObject({ kind: "math", id: "eq-b" });
  });
  it("is cut out of the paragraph it is glued to", () => {
    expect(kinds("so\n$$\na\n$$\nwhere")).toEqual(["paragraph", "math", "paragraph"]);
  });
  it("is text when it never closes before a blank line", () => {
    expect(kinds("$$\na\n\nb\n$$")).toEqual(["paragraph", "paragraph"]);
  });
});

describe("TeX", () => {
  it("is a block as an environment or as commands alone", () => {
    expect(sketch("\\begin{a}\nx\n\n\\begin{a}\n\\end{a}\n\\end{a}\n\n\\vspace*{-1ex}\n\\noindent")).toEqual([
      "rawBlock=tex|\\begin{a}\nx\n\n\\begin{a}\n\\end{a}\n\\end{a}",
      "rawBlock=tex|\\vspace*{-1ex}\n\\noindent",
    ]);
  });
  it("stays in its paragraph with words after it, and lets a heading follow", () => {
    expect(kinds("\\noindent\nText")).toEqual(["paragraph"]);
    expect(kinds("\\medskip\n## H")).toEqual(["raw", "heading"]);
  });
});

describe("HTML", () => {
  it("lets Markdown stand between the tags of a block", () => {
    expect(sketch('<div class="x">\n*a*\n</div>')).toEqual([
      'html=<div class="x">',
      'paragraph(emphasis("a"))',
      "html=</div>",
    ]);
  });
  it("keeps scripts and tables whole, blank lines included", () => {
    expect(kinds("<script>\na\n\nb\n</script>\n\n<table>\n\n<tr>\n</table>")).toEqual(["html", "html"]);
  });
  it("knows a comment over several paragraphs", () => {
    expect(kinds("<!-- a\n\nb -->\n\nc")).toEqual(["comment", "paragraph"]);
    expect(kinds("<!-- never closed\n\nb")).toEqual(["paragraph", "paragraph"]);
  });
});

describe("shortcodes", () => {
  it("are blocks alone on their lines", () => {
    expect(kinds("{{< a >}}\n{{< b >}}\n\nx {{< c >}}")).toEqual(["shortcode", "shortcode", "paragraph"]);
    expect(parse('{{< video "u v" title=x >}}').children[0]).toMatchObject({
      name: "video",
      arguments: ["u v", "title=x"],
      block: true,
    });
  });
  it("include mdBook's", () => {
    expect(sketch("{{#include x.rs}}")).toEqual(["shortcode=#include"]);
  });
});

describe("lists", () => {
  it("need a blank line after a paragraph, but not inside an item", () => {
    expect(kinds("a\n- b")).toEqual(["paragraph"]);
    expect(sketch("- a\n  - b")).toEqual(['list(listItem(paragraph("a") list(listItem(paragraph("b")))))']);
  });
  it("hold code, divs and math in their items", () => {
    const [list] = sketch(
      "1. a\n\n   ```\n   - c\n   ```\n\n   ::: {.d}\n   e\n   :::\n\n   $$\n   f\n   $$\n2. b",
    );
    expect(list).toBe(
      'list(listItem(paragraph("a") code=|- c div(paragraph("e")) math=f) listItem(paragraph("b")))',
    );
  });
  it("number as they are written", () => {
    const numbering = (source: string) => parse(source).children[0];
    expect(numbering("3) a")).toMatchObject({
      start: 3,
      numbering: { style: "decimal", delimiter: "paren" },
    });
    expect(numbering("(c) a")).toMatchObject({
      start: 3,
      numbering: { style: "lowerAlpha", delimiter: "parens" },
    });
    expect(numbering("iv. a")).toMatchObject({ start: 4, numbering: { style: "lowerRoman" } });
    expect(numbering("(@ex) a")).toMatchObject({ numbering: { style: "example" } });
    expect(kinds("A. Smith wrote")).toEqual(["paragraph"]);
  });
  it("mix bullets, but end where the kind changes", () => {
    expect(kinds("- a\n* b\n\n1. c\na. d")).toEqual(["list", "list", "list"]);
  });
  it("know tasks and blank lines between items", () => {
    expect(parse("- [ ] a\n\n- [x] b").children[0]).toMatchObject({
      spread: true,
      children: [{ checked: false }, { checked: true }],
    });
  });
  it("end at the closing fence of the div around them", () => {
    expect(kinds("::: a\n- b\n:::\nc")).toEqual(["div", "list", "paragraph"]);
  });
  it("take in lazy lines", () => {
    expect(sketch("- a\nb")).toEqual(['list(listItem(paragraph("a\\nb")))']);
  });
});

describe("the other blocks", () => {
  it("are quotes, with lazy lines", () => {
    expect(sketch("> a\nb\n\nc")).toEqual(['blockquote(paragraph("a\\nb"))', 'paragraph("c")']);
  });
  it("are footnotes of several paragraphs", () => {
    expect(sketch("[^a]: one\n\n    two\n\nthree")).toEqual([
      'footnoteDefinition=a(paragraph("one") paragraph("two"))',
      'paragraph("three")',
    ]);
  });
  it("are link definitions, one block each", () => {
    expect(sketch('[a]: <u v> "t"\n[B c]: w')).toEqual(["definition=a|u v", "definition=b c|w"]);
    expect(kinds("[Note]: this is text")).toEqual(["paragraph"]);
  });
  it("are definition lists", () => {
    expect(sketch("t\n:   d\n\n    e\n\nu\n~ f")).toEqual([
      'definitionList(definitionTerm("t") definitionDescription(paragraph("d") paragraph("e")) definitionTerm("u") definitionDescription(paragraph("f")))',
    ]);
  });
  it("are line blocks with their indentation", () => {
    expect(sketch("| a\n|   b\n  c")).toEqual(['lineBlock("a" break "\u00a0\u00a0" "b\\nc")']);
  });
  it("are rules", () => {
    expect(kinds("---\n\n* * *\n\n___")).toEqual(["rule", "rule", "rule"]);
  });
});
