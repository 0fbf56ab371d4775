import { describe, expect, it } from "vitest";
import { examineChapter, type RenderContext, renderChapter } from "./index.ts";

const empty: RenderContext = {
  chapter: { slug: "c", path: "c.qmd", number: "3" },
  labels: {},
  works: {},
  files: { "a.png": "/assets/1/a.png" },
  sizes: {},
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
    const source = "# T\n\nOne.\n\n- a\n";
    const { html } = draw(source);
    expect(html).toMatch(
      /<p data-block="1" data-span="5-9">One\.<\/p>.*<ul data-block="2" data-span="11-14">/su,
    );
    expect(source.slice(5, 9)).toBe("One.");
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

  it("does not number or define what is for print", () => {
    const print = '::: {.content-visible when-format="pdf"}\n## P {#sec-p}\n\n![x](a.png){#fig-x}\n:::\n\n';
    const { labels, outline } = draw(`${print}![y](a.png){#fig-x}\n\n## W {#sec-w}\n`);
    expect(labels.map(({ label, number }) => `${label} ${number}`)).toEqual(["sec-w 3.1", "fig-x 3.1"]);
    expect(outline.map((entry) => entry.title)).toEqual(["W"]);
  });

  it("letters the parts of a figure", () => {
    const source =
      "::: {#fig-w layout-ncol=2}\n![L](a.png){#fig-l}\n\n![R](a.png){#fig-r}\n\nBoth.\n:::\n\n![Z](a.png){#fig-z}\n";
    const { html, labels } = draw(source);
    expect(labels.map(({ label, number }) => `${label} ${number}`)).toEqual([
      "fig-w 3.1",
      "fig-l 3.1 (a)",
      "fig-r 3.1 (b)",
      "fig-z 3.2",
    ]);
    expect(html).toContain('<span class="caption-label">(b)</span> R');
    expect(html).toContain('class="image-figure columns-2"');
  });

  it("says how large images are, and lets all but the first wait until they are near", () => {
    const { html } = draw(
      '![A](a.png){#fig-a width="50%"}\n\nSee ![b](a.png) here.\n\n<img src="a.png"> <img src="a.png" width="9">\n\n![C](c.png)\n',
      {
        files: { "a.png": "/assets/1/a.png", "c.png": "/assets/2/c.png" },
        sizes: { "a.png": { width: 640, height: 480 } },
      },
    );
    const waiting = 'loading="lazy" decoding="async"';
    expect([...html.matchAll(/<img [^>]*>/gu)].map(String)).toEqual([
      '<img src="/assets/1/a.png" alt="A" width="640" height="480" style="width:50%">',
      `<img src="/assets/1/a.png" alt="b" width="640" height="480" ${waiting}>`,
      `<img src="/assets/1/a.png" width="640" height="480" ${waiting}>`,
      `<img src="/assets/1/a.png" width="9" ${waiting}>`,
      `<img src="/assets/2/c.png" alt="C" ${waiting}>`,
    ]);
  });

  it("draws an algorithm as its lines, and one it cannot read as its source", () => {
    const algorithm = [
      "```pseudocode\n#| label: algo-x\n",
      "\\begin{algorithm}\n\\caption{Sum of $a$}\n\\begin{algorithmic}[1]",
      "\\Require numbers $a_1$,\n  and more % not shown",
      "\\For{$i = 1$ \\To $k$}\n\\If{$x > 0$}\n\\State $s \\gets s + a_i$ \\Comment{so far}\n\\Else",
      "\\State \\Call{Skip}{$i$}\n\\EndIf\n\\EndFor\n\\State \\Return $s$\n\\end{algorithmic}\n\\end{algorithm}\n```",
    ].join("\n");
    const { html, text } = draw(algorithm);
    expect(html).toContain('<figure class="algorithm-figure" id="algo-x"');
    expect(html).toContain("Algorithm 3.1</span> Sum of ");
    expect([...html.matchAll(/<li class="([^"]+)">/gu)].map(([, name]) => name)).toEqual([
      "depth-0 pseudocode-head",
      ...["depth-0", "depth-1", "depth-2", "depth-1", "depth-2", "depth-1", "depth-0", "depth-0"],
    ]);
    expect(html).toMatch(
      /<strong>for<\/strong> <span class="math">.*<strong>to<\/strong> .*<strong>do<\/strong>/u,
    );
    expect(text).toContain("else");
    expect(html).toContain("Skip(");
    expect(html).not.toContain("not shown");
    expect(draw(algorithm.replace("\\Else", "\\Switch")).html).toContain("\\begin{algorithm}");
    expect(draw("```pseudocode\n<script>\n```\n").html).toContain('<pre class="code"');
  });

  it("keeps a place for what is only made when the book is built", () => {
    const cell = '```{python}\n#| label: fig-p\n#| echo: false\n#| fig-cap: "A *plot*"\nplot()\n```\n';
    const { html } = draw(
      `${cell}\n\`\`\`{python}\n#| echo: false\nx = 1\n\`\`\`\n\nCosts \`{python} c.cost\` and $x = \`{python} c.n\`$.\n`,
    );
    expect(html).toContain('<figure class="image-figure" id="fig-p"');
    expect(html).toContain("Figure 3.1</span> A <em>plot</em>");
    expect(html).not.toMatch(/plot\(\)|x = 1/u);
    expect(html).toContain('title="Computed when the book is built">c.cost</code>');
    expect(html).toContain("c.n");
  });

  it("sets quotes by what stands beside them", () => {
    const { html } = draw("\"*a*\" and \"`b`\", '90s, it's 'so *c*'.\n");
    expect(html).toContain("“<em>a</em>” and “<code>b</code>”, ’90s, it’s ‘so <em>c</em>’.");
  });

  it("takes its title from the front matter when it stands there, and then begins at the first headings", () => {
    const { title, outline } = draw('---\ntitle: "T: u"\n---\n\n# A\n\n## B\n');
    expect(title).toBe("T: u");
    expect(outline.map((entry) => entry.number)).toEqual(["3.1"]);
    expect(outline[0]?.children[0]?.number).toBe("3.1.1");
  });

  it("counts lists as their author does", () => {
    const { html } = draw("a) x\nb) y\n\nText.\n\n(@) one\n\nText.\n\n(@k) two\n\nSee (@k).\n");
    expect(html).toContain('<ol type="a"');
    expect(html).toContain('<ol start="2"');
    expect(html).toContain("See (2).");
  });

  it("says in words what readers see, without drawings and hidden cells", () => {
    const source =
      "# T\n\nSee @fig-a.[^n]\n\n::: {#fig-a}\n```{.tikz}\n\\draw (0,0);\n```\n\nCap.\n:::\n\n```python\ncode_here\n```\n\n[^n]: A note.\n";
    const labels = { "fig-a": { kind: "fig", number: "3.1", title: "Cap.", href: "#fig-a", chapter: false } };
    const { text, words } = draw(source, { labels });
    expect(text.split("\n")).toEqual(["See Figure 3.1.", "Figure 3.1 Cap.", "code_here", "Notes", "A note."]);
    expect(words).toBe(11);
  });

  it("draws an included file in place, and tells of it in the line that includes it", () => {
    const included = "---\ntitle: Other\n---\n\n## Inside\n\n[@no] ![x](a.png){#fig-i}\n";
    const { html, warnings, outline } = draw("# T\n\n{{< include _a.qmd >}}\n\nAfter.\n", {
      includes: { "_a.qmd": included },
    });
    expect(html).toMatch(/<h2 id="inside"[^>]*>Inside.*After/su);
    expect(html.match(/data-block="1"/gu)).toHaveLength(2);
    expect(warnings.map(({ code, line }) => `${code} ${line}`)).toEqual(["citation.missing 3"]);
    expect(outline).toEqual([]);
  });

  it("ends where files include one another", () => {
    const { warnings } = draw("{{< include a >}}\n", { includes: { a: "{{< include a >}}\n" } });
    expect(warnings.map((warning) => warning.code)).toEqual(["include.missing"]);
  });

  it("knows code by what its author calls it", () => {
    for (const fence of ["rust,ignore", "{.rust}", "rs", "{rust}"]) {
      expect(draw(`\`\`\`${fence}\nfn main() {}\n\`\`\`\n`).html).toContain("--shiki-light");
    }
    expect(draw("```klingon\nx\n```\n").html).toMatch(/data-language="klingon"[^>]*><code>x</u);
  });

  it("links to a label wherever in the book it is", () => {
    const labels = {
      "sec-o": { kind: "sec", number: "2.1", title: "O", href: "/read/b/two#sec-o", chapter: false },
    };
    expect(examineChapter("[x](#sec-o)\n", "3").uses.labels).toEqual(["sec-o"]);
    const captions = "![As [@knuth] said.](a.png)\n\n| a |\n|---|\n| b |\n\n: See @fig-a. {#tbl-b}\n";
    expect(examineChapter(captions, "3").uses).toMatchObject({ works: ["knuth"], labels: ["fig-a"] });
    expect(draw("[x](#sec-o) [y](#here)\n", { labels }).html).toContain(
      '<a href="/read/b/two#sec-o">x</a> <a href="#here">y</a>',
    );
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
    const { html, outline } = draw(
      '<a id="ui-text">x</a> <b id="__proto__">y</b>\n\n## A {#ui-main}\n\n[z](#ui-main)\n',
    );
    expect(html).toContain('<a id="user-content-ui-text">');
    expect(html).toContain('<b id="user-content-__proto__">');
    expect(html).toContain('<h2 id="user-content-ui-main"');
    expect(html).toContain('<a href="#user-content-ui-main">z</a>');
    expect(outline[0]?.id).toBe("user-content-ui-main");
  });

  it("never writes one id twice", () => {
    const { html, warnings } = draw("## A {#x}\n\n## B {#x}\n\n<i id=x>c</i>\n");
    expect(html.match(/id="x"/gu)).toHaveLength(1);
    expect(warnings).toEqual([
      { code: "label.twice", message: "The label “x” stands twice in this chapter.", line: 3 },
    ]);
  });

  it("does not come in with the bibliography", () => {
    const html =
      '<i onclick="a()">T</i> <img src=x onerror=a()> https://e.example/"onmouseover="a() <script>a()</script>';
    const page = draw("[@a]\n", { works: { a: { author: "A", year: "1", html } } }).html;
    expect(page).not.toMatch(/<[^>]*\son\w+=|<script|<img/u);
    expect(page).toContain('<a href="https://e.example/" rel="nofollow ugc noopener">');
  });

  it.each([
    [
      "to another site without a scheme",
      "[a](//evil.example) [b](/\\\\evil.example) <a href='/\\evil.example'>c</a>",
    ],
    ["hidden in white space", "[a](<java\tscript:x>) <a href='java&#10;script:x'>b</a>"],
  ])("gets no link %s", (_, source) => {
    expect(draw(source).html).not.toMatch(/href="(?:[\\/]{2}|\s*java)/u);
  });

  it("stays text where it looks like code of the page", () => {
    const { html } = draw('---\nlayout: ../../secret\n---\n\n{process.env.KEY}\n\nimport x from "y"\n');
    expect(html).toContain("{process.env.KEY}");
    expect(html).not.toContain("secret");
  });

  it("keeps no macro from one formula to the next", () => {
    const { html, warnings } = draw("$\\gdef\\later{x}\\later$ and $\\later$\n");
    expect(html).toContain("math-source");
    expect(warnings).toHaveLength(1);
  });

  it.each([
    ["macros that double", `$\\def\\a{x}${"\\edef\\a{\\a\\a}".repeat(40)}\\a$`],
    ["a macro within itself", "$\\def\\a{\\a\\a}\\a$"],
    ["a large matrix", `$$\\begin{matrix}${`${"1&".repeat(150)}1\\\\`.repeat(150)}\\end{matrix}$$`],
  ])("with %s is shown as its source", (_, source) => {
    const { html } = draw(`${source}\n`);
    expect(html).toContain("math-source");
    expect(html).not.toContain("<img");
    expect(html.length).toBeLessThan(300_000);
  });

  it("loads no picture from a formula", () => {
    expect(draw("$\\includegraphics{https://evil.example/x.png}$\n").html).not.toMatch(/<img|src=/u);
  });

  it("bounds the size of a rule", () => {
    expect(draw("$\\rule{99999em}{1em}$\n").html).not.toContain("99999em;");
  });

  it.each([
    ["tags that nothing closes", "<b>".repeat(15_000)],
    ["tags within tags", `${"<b>".repeat(7000)}x${"</b>".repeat(7000)}`],
    ["blocks within tags", `${"<div>\n\n".repeat(4000)}x`],
    [
      "notes that refer to the next",
      `A[^0]\n\n${Array.from({ length: 4000 }, (_, at) => `[^${at}]: n[^${at + 1}]\n`).join("\n")}`,
    ],
    ["a wide table with short rows", `|${"a|".repeat(250)}\n|${"-|".repeat(250)}\n${"|x\n".repeat(2000)}`],
    ["stars", `${"*".repeat(8000)}a${"*".repeat(8000)}`],
    ["quotes", `${"> ".repeat(8000)}x`],
  ])("made of %s is drawn, and not much longer than it is", (_, source) => {
    const { html } = draw(`${source}\n`);
    expect(html.length).toBeLessThan(100_000 + 60 * source.length);
  });
});
