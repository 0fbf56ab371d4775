import type { Element, Root, RootContent } from "hast";
import { fromHtml } from "hast-util-from-html";
import { describe, expect, it } from "vitest";
import { renderComment } from "./render-comment.ts";

const outside = 'rel="nofollow ugc noopener"';

describe("a comment", () => {
  it("is drawn with emphasis, code, quotes, lists and formulas", () => {
    expect(renderComment("This is *so* **good**, ~~bad~~ `x < y`.")).toBe(
      "<p>This is <em>so</em> <strong>good</strong>, <del>bad</del> <code>x &#x3C; y</code>.</p>",
    );
    expect(renderComment("> said\n\nNo.\n\n```python\na = 1\n```")).toBe(
      '<blockquote><p>said</p></blockquote><p>No.</p><pre tabindex="0"><code>a = 1</code></pre>',
    );
    expect(renderComment("2. two\n3. three")).toBe('<ol start="2"><li>two</li><li>three</li></ol>');
    expect(renderComment("As $x^2$ says.")).toContain('<span class="katex">');
  });

  it("keeps the lines as they were broken, and begins a list or quote where it is written", () => {
    expect(renderComment("One\ntwo")).toBe("<p>One<br>two</p>");
    expect(renderComment("Two things:\n- one\n- two\n> why")).toBe(
      "<p>Two things:</p><ul><li>one</li><li>two</li></ul><blockquote><p>why</p></blockquote>",
    );
    expect(renderComment("```\ntext\n- no list\n```")).toContain("text\n- no list");
    expect(renderComment("Mend\r\n> this")).toBe("<p>Mend</p><blockquote><p>this</p></blockquote>");
  });

  it("marks links as other people's, and finds bare addresses", () => {
    expect(renderComment("[here](https://example.org/a)")).toBe(
      `<p><a href="https://example.org/a" ${outside}>here</a></p>`,
    );
    expect(renderComment("See https://example.org/a?b=1 (or https://example.org).")).toBe(
      `<p>See <a href="https://example.org/a?b=1" ${outside}>https://example.org/a?b=1</a> (or <a href="https://example.org" ${outside}>https://example.org</a>).</p>`,
    );
  });

  it("shows what it does not draw as it was typed", () => {
    expect(renderComment("# 12 is wrong")).toBe("<p># 12 is wrong</p>");
    expect(renderComment("See @sec-x and [@knuth].")).toBe("<p>See @sec-x and [@knuth].</p>");
    expect(renderComment("| a | b |\n|---|---|\n| 1 | 2 |")).toContain("<p>| a | b |<br>|---|---|");
    expect(renderComment("---\ntitle: x\n---\n")).toContain("title: x");
    expect(renderComment("![pixel](https://evil.example/p.gif)")).toBe(
      "<p>![pixel](https://evil.example/p.gif)</p>",
    );
    expect(renderComment("")).toBe("");
  });
});

const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "text <b onclick=alert(1)>bold</b> <svg/onload=alert(1)>",
  "<a href='javascript:alert(1)'>x</a>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](<java\tscript:alert(1)>)",
  "[x](&#106;avascript:alert(1))",
  "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "[x](vbscript:x) [y](file:///etc/passwd) [z](//evil.example)",
  "[x](\\\\evil.example)",
  '[x](https://a.example "onmouseover=alert(1)")',
  '[x](https://a.example/"onmouseover="alert(1))',
  "![x](javascript:alert(1)) ![y](data:image/svg+xml,<svg onload=alert(1)>)",
  "`</code><script>alert(1)</script>`",
  "```\n</code></pre><script>alert(1)</script>\n```",
  "```{=html}\n<script>alert(1)</script>\n```",
  "`<script>alert(1)</script>`{=html}",
  "$\\href{javascript:alert(1)}{x}$ $\\url{javascript:alert(1)}$ $\\includegraphics{https://evil.example/x.png}$",
  "$\\htmlClass{ui-main}{x}$ $</span><script>alert(1)</script>$",
  "::: {onclick=alert(1)}\nx\n:::",
  "[x]{onclick=alert(1) style=position:fixed}",
  "https://evil.example/<script>alert(1)</script>",
  "<!-- --><iframe src=https://evil.example></iframe>",
  "{{< include /etc/passwd >}} {{< video https://evil.example >}}",
  "<style>*{display:none}</style>\n\n<base href=https://evil.example>",
  "[a][b]\n\n[b]: javascript:alert(1)",
  "^[<img src=x onerror=alert(1)>] text[^1]\n\n[^1]: <script>alert(1)</script>",
];

const plain = new Set("p blockquote ul ol li pre code hr br em strong del a".split(" "));

/** What a formula must not hold. */
function activeParts(node: Element): string[] {
  const active = Object.keys(node.properties).some((name) => /^on|^href$|^src$/iu.test(name));
  const own = active || /^(?:a|img|script|iframe|style|input)$/u.test(node.tagName) ? [node.tagName] : [];
  return [...own, ...node.children.flatMap((child) => (child.type === "element" ? activeParts(child) : []))];
}

/** Elements that should not be there: not ours, or with an attribute that is not. KaTeX's own parts are let through. */
function strangers(html: string): string[] {
  const found: string[] = [];
  const visit = (node: Root | RootContent): void => {
    if (node.type === "element") {
      const { tagName, properties } = node;
      if (tagName === "span" && String(properties.className).startsWith("katex")) {
        found.push(...activeParts(node));
        return;
      }
      const odd = Object.keys(properties).filter(
        (name) => !["href", "rel", "tabIndex", "start"].includes(name),
      );
      if (!plain.has(tagName) || odd.length > 0) found.push(`${tagName} ${odd}`);
      if (tagName === "a" && !/^(?:https?:|mailto:|\/(?![/\\]))/iu.test(String(properties.href)))
        found.push(String(properties.href));
      if (/^\s*(?:javascript|data|vbscript|file):/iu.test(String(properties.href)))
        found.push(String(properties.href));
    }
    if ("children" in node) for (const child of node.children) visit(child as RootContent);
  };
  visit(fromHtml(html, { fragment: true }));
  return found;
}

describe("a hostile comment", () => {
  for (const attack of attacks) {
    it(`does nothing: ${attack}`, () => {
      expect(strangers(renderComment(attack))).toEqual([]);
    });
  }

  const long: Record<string, string> = {
    asterisks: "*".repeat(16_000),
    "asterisks apart": "* ".repeat(8_000),
    "emphasis that never closes": "*a ".repeat(5_000),
    brackets: "[".repeat(16_000),
    "links in links": "[a](".repeat(4_000),
    quotes: "> ".repeat(8_000),
    "nested lists": Array.from({ length: 170 }, (_, depth) => `${"  ".repeat(depth)}- a`).join("\n"),
    formulas: "$x$ ".repeat(4_000),
    "one formula": `$${"{".repeat(8_000)}x${"}".repeat(7_000)}$`,
    backticks: "`".repeat(16_000),
    addresses: "https://".repeat(2_000),
    "one word": "x".repeat(16_000),
    "line breaks": "\n".repeat(16_000),
    tags: "<a ".repeat(5_000),
  };
  for (const [name, source] of Object.entries(long)) {
    it(`is drawn all the same, and is no deeper than a page can show: ${name}`, () => {
      const html = renderComment(source);
      expect(strangers(html)).toEqual([]);
      expect(html.length).toBeLessThan(600_000);
      expect(/(?:<(?:blockquote|ul|ol)>(?:<li>)?){7}/u.test(html)).toBe(false);
    });
  }
});
