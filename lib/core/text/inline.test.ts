import { describe, expect, it } from "vitest";
import { parse, parseInline } from "./parse.ts";
import { sketchNode } from "./sketch.fixture.ts";

const inline = (text: string): string => parseInline(text).map(sketchNode).join(" ");

describe("citations and cross-references", () => {
  it("read prefix, locator and a suppressed author", () => {
    expect(parseInline("[@a; see @b, p. 3; -@c]")).toMatchObject([
      {
        type: "citation",
        narrative: false,
        items: [
          { key: "a", prefix: "", suffix: "", suppressAuthor: false },
          { key: "b", prefix: "see", suffix: "p. 3", suppressAuthor: false },
          { key: "c", prefix: "", suffix: "", suppressAuthor: true },
        ],
      },
    ]);
  });
  it("read a citation in the running text with its locator", () => {
    expect(parseInline("@a [p. 3] x")).toMatchObject([
      { type: "citation", narrative: true, items: [{ key: "a", suffix: "p. 3" }] },
      { value: " x" },
    ]);
  });
  it("know labels by their prefix, capital or not", () => {
    expect(inline("@fig-a, @Sec-b.")).toBe('crossReference=fig-a ", " crossReference=sec-b "."');
    expect(parseInline("@Sec-b")).toMatchObject([{ capital: true }]);
    expect(parseInline("[-@tbl-a]")).toMatchObject([{ labels: ["tbl-a"], numberOnly: true }]);
    expect(inline("[@fig-a; @pri-b]")).toBe("crossReference=fig-a,pri-b");
    expect(parseInline("[Figure @fig-a]")).toMatchObject([{ type: "crossReference", prefix: "Figure" }]);
  });
  it("leave mail addresses and escaped signs alone", () => {
    expect(inline("a@b.com \\@c")).toBe('"a@b.com @c"');
  });
});

describe("spans, scripts and notes", () => {
  it("read a span with markup", () => {
    expect(inline("[a *b*]{.c}")).toBe('bracketedSpan("a " emphasis("b"))');
    expect(inline("[a]{b}")).toBe('"[a]{b}"');
  });
  it("read sub- and superscript without white space", () => {
    expect(inline("H~2~O x^2^ 2^a b^ a\\ b")).toBe(
      '"H" subscript("2") "O x" superscript("2") " 2^a b^ a\u00a0b"',
    );
  });
  it("read notes in place and by reference", () => {
    expect(inline("^[a [b](c)] [^d]")).toBe('inlineNote("a " link=c("b")) " " footnoteReference=d');
  });
  it("read strikeout", () => {
    expect(inline("~~a *b*~~")).toBe('delete("a " emphasis("b"))');
  });
});

describe("math by Pandoc's rules", () => {
  it("closes without white space before and without a digit after the dollar", () => {
    expect(inline("$a$ costs $5 and $6")).toBe('inlineMath=a " costs $5 and $6"');
    expect(inline("$a $ b$ \\$c$")).toBe('"$a $ b$ $c$"');
  });
  it("lets text in math hold dollars", () => {
    expect(inline("$\\text{a $b$ c}$")).toBe("inlineMath=\\text{a $b$ c}");
  });
  it("shows display math within a line, labelled", () => {
    expect(parseInline("x $$a$$ {#eq-a} y")[1]).toMatchObject({
      display: true,
      value: "a",
      attributes: { id: "eq-a" },
    });
  });
});

describe("code, raw markup and TeX", () => {
  it("reads attributes, raw formats and computed values", () => {
    expect(parseInline("`a`{.py}")).toMatchObject([
      { type: "inlineCode", value: "a", attributes: { classes: ["py"] } },
    ]);
    expect(inline("`<b>`{=html}")).toBe("rawInline=html|<b>");
    expect(parseInline("`{python} x` `r y`")).toMatchObject([{ computed: "python" }, {}, { computed: "r" }]);
  });
  it("protects what stands in code", () => {
    expect(inline("`` `*a` `` *`*`*")).toBe('inlineCode=`*a` " " emphasis(inlineCode=*)');
  });
  it("reads commands with their arguments and environments", () => {
    expect(inline("a\\index{B!c {d}} \\begin{x}e\\end{x}")).toBe('"a" texCommand=index " " texCommand=x');
  });
  it("reads HTML and comments", () => {
    expect(inline('<b a="c>">x</b><!-- y -->')).toBe('html=<b a="c>"> "x" html=</b> html=<!-- y -->');
    expect(inline("a < b > c")).toBe('"a < b > c"');
  });
  it("reads shortcodes, also in a link's address", () => {
    expect(inline("a {{< b c >}} [d]({{< e >}})")).toBe('"a " shortcode=b " " link={{< e >}}("d")');
    expect(inline("{{{< a >}}}")).toBe('"{{{< a >}}}"');
  });
});

describe("links and images", () => {
  it("carry titles, attributes and addresses with spaces or parentheses", () => {
    expect(parseInline('[a](b(c) "d"){.e}')).toMatchObject([
      { url: "b(c)", title: "d", attributes: { classes: ["e"] } },
    ]);
    expect(inline("![a *b*](c d.png){#fig-a}")).toBe("image=c d.png|a b");
    expect(parseInline("![a *b*](c)")).toMatchObject([
      { caption: { children: [{ value: "a " }, { type: "emphasis" }] } },
    ]);
  });
  it("do not nest", () => {
    expect(inline("[a [b](c) d](e)")).toBe('"[a " link=c("b") " d](e)"');
  });
  it("refer only to what is defined", () => {
    const [paragraph] = parse("[a] [b][a] [c]\n\n[A]: u").children;
    expect(paragraph && sketchNode(paragraph)).toBe(
      'paragraph(linkReference=a("a") " " linkReference=a("b") " [c]")',
    );
  });
  it("are automatic only in angle brackets", () => {
    expect(inline("<https://a.b> https://c.d_e_f")).toBe(
      'link=https://a.b("https://a.b") " https://c.d_e_f"',
    );
  });
});

describe("emphasis", () => {
  it("pairs as Pandoc does", () => {
    expect(inline("*a **b** c*")).toBe('emphasis("a " strong("b") " c")');
    expect(inline("***a***")).toBe('strong(emphasis("a"))');
  });
  it("lets asterisks stand between punctuation and a letter, as Pandoc does", () => {
    expect(inline("**Note:**text")).toBe('strong("Note:") "text"');
    expect(inline('a*"b"*c')).toBe('"a" emphasis("\\"b\\"") "c"');
    expect(inline("_a._b")).toBe('"_a._b"');
    expect(inline("a_b_c 2 * 3 * 4")).toBe('"a_b_c 2 * 3 * 4"');
    expect(inline("**a*")).toBe('"*" emphasis("a")');
  });
  it("does not cross a link", () => {
    expect(inline("*a [b*](c)")).toBe('"*a " link=c("b*")');
  });
});

describe("text", () => {
  it("keeps smart punctuation and bare characters as written", () => {
    expect(inline("\"a\" -- b... 'c' & d")).toBe('"\\"a\\" -- b... \'c\' & d"');
  });
  it("says where its characters stand when they are not its slice", () => {
    expect(parseInline("a \\* &amp; b", 10)).toEqual([
      {
        type: "text",
        value: "a * & b",
        runs: [
          { at: 0, source: 10, length: 2 },
          { at: 3, source: 14, length: 1 },
          { at: 5, source: 20, length: 2 },
        ],
        position: { start: { line: 1, column: 1, offset: 10 }, end: { line: 1, column: 13, offset: 22 } },
      },
    ]);
  });
  it("breaks at a backslash or two spaces", () => {
    expect(inline("a\\\nb  \nc\nd")).toBe('"a" break "b" break "c\\nd"');
  });
});
