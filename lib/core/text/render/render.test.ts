import { describe, expect, it } from "vitest";
import { examineChapter, type RenderContext, renderChapter } from "./index.ts";

const empty: RenderContext = {
  chapter: { slug: "c", path: "c.qmd", number: "3" },
  labels: {},
  works: {},
  files: { "a.png": "/assets/1/a.png" },
  links: {},
  includes: {},
};
const draw = (source: string, context: Partial<RenderContext> = {}) =>
  renderChapter(source, { ...empty, ...context });

describe("a chapter on the page", () => {
  it("numbers sections below its own number, and leaves out unnumbered ones", () => {
    const { outline, title } = draw("# T {#sec-t}\n\n## A\n\n### B\n\n## P {.unnumbered}\n\n## C\n");
    expect(title).toBe("T");
    expect(outline.map((entry) => [entry.number, entry.title])).toEqual([
      ["3.1", "A"],
      [null, "P"],
      ["3.2", "C"],
    ]);
    expect(outline[0]?.children[0]?.number).toBe("3.1.1");
  });

  it("numbers figures, tables, listings, equations and boxes each by their kind", () => {
    const source = `![Cap](a.png){#fig-a}

::: {#fig-b}
![x](a.png)

Second **caption**.
:::

| a |
|---|
| 1 |

: Title {#tbl-a}

$$
x
$$ {#eq-a}

::: {#dfn-a .callout-definition title="MFU"}
Body.
:::
`;
    const { labels } = examineChapter(source, "3");
    expect(labels.map(({ label, number }) => `${label} ${number}`)).toEqual([
      "fig-a 3.1",
      "fig-b 3.2",
      "tbl-a 3.1",
      "eq-a 3.1",
      "dfn-a 3.1",
    ]);
    const { html } = draw(source);
    expect(html).toContain('<span class="caption-label">Figure 3.2</span> Second <strong>caption</strong>.');
    expect(html).toContain('<span class="box-label">Definition 3.1</span> <span class="box-name">MFU</span>');
    expect(html).toContain('<span class="equation-number">(3.1)</span>');
  });

  it("links references across chapters, and shows and reports what has no target", () => {
    const labels = {
      "fig-x": { kind: "fig", number: "2.4", title: "X", href: "/read/b/two#fig-x", chapter: false },
    };
    const { html, warnings } = draw("See @fig-x and [-@fig-x], not @fig-y.\n", { labels });
    expect(html).toContain('<a href="/read/b/two#fig-x" class="reference" title="X">Figure 2.4</a>');
    expect(html).toContain(">2.4</a>");
    expect(html).toContain('class="unresolved"');
    expect(warnings).toEqual([
      { code: "reference.missing", message: "Nothing in the book is labelled “fig-y”.", line: 1 },
    ]);
  });

  it("writes citations in each form, and lists the works once", () => {
    const works = { a: { author: "Ada", year: "1843", html: "Ada 1843." } };
    const { html } = draw("[see @a, p. 3]; @a says; [-@a].\n", { works });
    expect(html).toContain(
      '(see <a href="#ref-a" class="citation" role="doc-biblioref">Ada, 1843</a>, p. 3)',
    );
    expect(html).toContain('Ada (<a href="#ref-a" class="citation" role="doc-biblioref">1843</a>) says');
    expect(html.match(/id="ref-a"/gu)).toHaveLength(1);
  });

  it("gathers notes at its foot, with a way back", () => {
    const { html, warnings } = draw(
      "A[^x] and ^[inline].\n\n[^x]: Note\n\n    second paragraph\n\n[^y]: never\n",
    );
    expect(html).toContain('<a href="#fn-x" id="fnref-x"');
    expect(html).toContain("second paragraph");
    expect(html.match(/class="note-back"/gu)).toHaveLength(2);
    expect(warnings.map((warning) => warning.code)).toEqual(["footnote.unused"]);
  });

  it("marks every block with its place in the source", () => {
    expect(draw("# T\n\nOne.\n\n- a\n").html).toMatch(/<p data-block="1">One\.<\/p>.*<ul data-block="2">/su);
  });

  it("hides what is for print, and layout commands", () => {
    const source = `::: {.content-visible when-format="pdf"}
print
:::

\\noindent

\`\`\`{=latex}
\\vspace{1ex}
\`\`\`

Text\\index{Text} here.
`;
    const { html } = draw(source);
    expect(html).not.toMatch(/print|noindent|vspace|index/u);
    expect(html).toContain("Text here.");
  });

  it("shows a formula that cannot be drawn as its source", () => {
    const deep = `$${"\\frac{1}{".repeat(3000)}x${"}".repeat(3000)}$`;
    const { html, warnings } = draw(`$\\notacommand{x}$\n\n${deep}\n`);
    expect(html).toContain("math-source");
    expect(warnings.every((warning) => warning.code === "math.unreadable")).toBe(true);
  });
});

describe("hostile text", () => {
  it.each([
    ["a script", "<script>alert(1)</script>"],
    ["a handler", "<img src=a.png onerror=alert(1)>"],
    ["a handler on details", "<details ontoggle=alert(1) open>x</details>"],
    ["a script address", "[a](java&#x73;cript:alert(1)) <a href='javascript:alert(1)'>x</a>"],
    ["other script addresses", "[a](vbscript:x) [b](data:text/html,x) [c]( javascript:x)"],
    ["a style", "<style>*{display:none}</style><p style='position:fixed'>x</p>"],
    ["a form", "<form action=https://evil.example><input type=password></form>"],
    ["a frame", "<iframe src=https://evil.example></iframe><object data=x></object>"],
    ["a refresh", '<meta http-equiv="refresh" content="0;url=//evil.example"><base href="//evil.example">'],
    ["a disguised tag", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>"],
    ["a half comment", "<!-- --!><img src=x onerror=alert(1)>"],
    ["a formula with a link", "$\\href{javascript:alert(1)}{x}$ $\\htmlData{a=b}{x}$"],
    ["an svg", "<svg><script>alert(1)</script></svg><svg onload=alert(1)>"],
    [
      "a picture",
      '<picture><source srcset="https://evil.example/x"><img src="https://evil.example/y"></picture>',
    ],
    ["tags across blocks", "<div onclick=alert(1)>\n\ntext\n\n</div>"],
  ])("with %s is harmless", (_, source) => {
    const { html } = draw(`${source}\n\nAfter.\n`);
    expect(html).not.toMatch(/<(?:script|style|iframe|object|embed|form|meta|base|svg|picture|source)\b/iu);
    expect(html.replace(/<annotation[\s\S]*?<\/annotation>/gu, "")).not.toMatch(
      /<[^>]*\s(?:on\w+|srcset)\s*=/iu,
    );
    expect(html).not.toMatch(/(?:href|src)="?\s*(?:javascript|vbscript|data):/iu);
    expect(html).not.toMatch(/src="?(?:https?:)?\/\//iu);
    expect(html).toContain("After.");
  });

  it("loads no image from elsewhere, by any syntax", () => {
    const { html } = draw("![x](https://evil.example/a.png)\n\n![y][r]\n\n[r]: //evil.example/b.png\n");
    expect(html).not.toContain("<img");
    expect(html).toContain('href="https://evil.example/a.png"');
  });

  it("cannot take over ids of the page", () => {
    expect(draw('<a id="site-header">x</a>').html).toContain('id="user-content-site-header"');
  });
});
