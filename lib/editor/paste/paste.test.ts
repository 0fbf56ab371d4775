import { describe, expect, it } from "vitest";
import { documentSchema } from "../document/index.ts";
import { googleDocs, treeOf, web, word } from "./clipboard.fixture.ts";
import {
  type DomNode,
  fromDom,
  fromHtml,
  fromPlainText,
  fromText,
  isLatex,
  latexToMarkdown,
  sliceOf,
  sourceOf,
} from "./index.ts";

function pasted(html: string, taken: string[] = []) {
  const tree = treeOf(html);
  if (!tree) throw new Error("Too large.");
  const found = fromHtml(html, tree, documentSchema, new Set(taken));
  for (const block of found.blocks) block.check();
  return found;
}
const markdown = (html: string, taken: string[] = []) => sourceOf(pasted(html, taken));

describe("what is pasted from other programs", () => {
  it("comes out of Word as clean source", () => {
    expect(markdown(word, ["1"])).toMatchInlineSnapshot(`
      "## Memory

      A **cache** keeps *hot* data[^2].

      - First
        - Inner
      - Second

      3. Three
      4. Four

      | Kind | Size \\| MB |
      |------|------------|
      | L1   | 0.03       |

      [^2]: Often read."
    `);
    expect(pasted(word).notes).toEqual(["One picture was left out. Put it in with Figure."]);
  });

  it("comes out of Google Docs as clean source", () => {
    expect(markdown(googleDocs)).toMatchInlineSnapshot(`
      "## Training

      Plain, **bold** *slanted* and [a link](https://example.org/a?b=1), x^2^.

      - One
        - Deeper
      - Two

      | a   | b   |
      |-----|-----|
      | c   |     |"
    `);
  });

  it("comes out of a web page as clean source, without anything that runs", () => {
    expect(markdown(web)).toMatchInlineSnapshot(`
      "# Caches

      Energy $E = mc^2$ is 3 < 4 * 5 * 6.

      Go here or [there](<https://example.org/x_(y)>), use \`a_b\`.

      New paragraph ~~old~~.

      \`\`\`python
      x = 1
      y = 2
      \`\`\`

      $$
      a = b
      $$

      > Quoted

      ---

      3. three
         - inner
      4. four

      | Name | Size |
      |------|-----:|
      | a b  | 1    |
      | both |      |

      : Sizes

      Latency
      :   Time until.

      Smile 😀 and"
    `);
  });

  it.each([
    ["words in a line", "<span>some</span> <b>words</b>", "some **words**"],
    ["an item without its list", "<li>a</li><li>b</li>", "- a\n- b"],
    ["a table that lays out", '<table role="presentation"><tr><td><p>a</p></td></tr></table>', "a"],
    ["nothing at all", "<meta charset='utf-8'><span> </span>", ""],
    ["a mark whose note was left behind", '<p>a<sup><a href="#ftnt1">[1]</a></sup></p>', "a"],
    ["a heading in a link", '<a href="https://x.org"><h3>Title</h3></a>', "### Title"],
    ["text that looks like markup", "<p>1. a * b and [x] and $5, $6</p>", "1\\. a * b and [x] and $5, $6"],
  ])("%s", (_name, html, source) => expect(markdown(html)).toBe(source));

  it("joins the text around when it is a line, and stands by itself when it is blocks", () => {
    const open = (html: string) => {
      const { openStart, openEnd } = sliceOf(pasted(html));
      return [openStart, openEnd];
    };
    expect(open("<b>a</b>")).toEqual([1, 1]);
    expect(open("<h2>a</h2><p>b</p>")).toEqual([0, 1]);
  });

  it("is given up as a tree when it is too large to take apart quickly", () => {
    const dom = (nodeName: string, childNodes: DomNode[]): DomNode => ({
      nodeType: 1,
      nodeName,
      nodeValue: null,
      childNodes,
    });
    const paragraphs = Array.from({ length: 70_000 }, () => dom("P", []));
    expect(fromDom(dom("BODY", paragraphs))).toBeNull();
    let deep = dom("DIV", []);
    for (let depth = 0; depth < 300; depth++) deep = dom("DIV", [deep]);
    expect(fromDom(deep)).toBeNull();
    expect(fromDom(dom("BODY", [dom("SCRIPT", paragraphs), dom("P", [])]))?.children).toHaveLength(1);
  });
});

describe("what is longer than any chapter", () => {
  it("is not pasted, and the person is told", () => {
    const long = fromPlainText("Words. ".repeat(200_000), documentSchema);
    expect(long.blocks).toEqual([]);
    expect(long.notes[0]).toContain("too long");
  });
});

describe("plain text", () => {
  const source = (text: string) => sourceOf(fromText(text, documentSchema));

  it.each([
    ["## A\n\n- b\n- c", "## A\n\n- b\n- c"],
    ["See @fig-a and [@b].", "See @fig-a and [@b]."],
    ["Two lines\nof prose.\n\nAnd - more.", "Two lines of prose.\n\nAnd - more."],
    ["It costs $5 or $6, *maybe*", "It costs $5 or $6, \\*maybe*"],
    ["\\section{A}\n\nSome \\emph{words}.", "## A\n\nSome *words*."],
  ])("%j is %j", (text, expected) => expect(source(text)).toBe(expected));

  it("is nothing but words when that is asked for", () => {
    expect(sourceOf(fromPlainText("# A\n\n- *b*", documentSchema))).toBe("\\# A\n\n\\- \\*b*");
  });
});

describe("LaTeX", () => {
  it.each([
    ["\\section{Caches}\\label{sec:cache}", "## Caches {#sec-cache}"],
    ["\\subsection*{On \\emph{it}}", "### On *it* {-}"],
    ["\\textbf{a \\emph{b}} and \\texttt{x\\_y}", "**a *b*** and `x_y`"],
    ["As \\cite{a,b}, \\citep[p.~3]{c}, \\citet{d}", "As [@a; @b], [@c, p.~3], @d"],
    ["\\citep[see][p. 2]{a}", "[see @a, p. 2]"],
    ["Fig.~\\ref{fig:a} and \\eqref{eq:b}", "Fig.\u00a0@fig-a and @eq-b"],
    ["\\begin{itemize}\n\\item a\n\\item b\n\\end{itemize}", "- a\n- b"],
    [
      "\\begin{enumerate}\n\\item a\n\\begin{itemize}\n\\item c\n\\end{itemize}\n\\item b\n\\end{enumerate}",
      "1. a\n\n   - c\n2. b",
    ],
    ["\\begin{equation}\\label{eq:e}\nE = mc^2\n\\end{equation}", "$$\nE = mc^2\n$$ {#eq-e}"],
    [
      "\\begin{align}\na &= b\\\\\nc &= d\n\\end{align}",
      "$$\n\\begin{aligned}\na &= b\\\\\nc &= d\n\\end{aligned}\n$$",
    ],
    ["\\[ x \\] and \\( y \\)", "$$\nx\n$$\n\n and $y$"],
    ["``Quoted'' -- 5\\% \\& more % comment\nnext", "“Quoted” – 5% & more\nnext"],
    ["\\href{https://x.org}{here}\\footnote{A \\textit{note}.}", "[here](https://x.org)^[A *note*.]"],
    [
      "\\begin{figure}\n\\includegraphics{a}\n\\end{figure}",
      "\\begin{figure}\n\\includegraphics{a}\n\\end{figure}",
    ],
    ["\\newmacro{x} stays", "\\newmacro{x} stays"],
    ["\\begin{lstlisting}[language=Python]\nx = 1\n\\end{lstlisting}", "```python\nx = 1\n```"],
  ])("%j becomes %j", (latex, expected) => expect(latexToMarkdown(latex)).toBe(expected));

  it("is told from Markdown with formulas", () => {
    expect(isLatex("$$\n\\begin{align}a\\end{align}\n$$")).toBe(false);
    expect(isLatex("Words with \\index{x} and $\\alpha$")).toBe(false);
    expect(isLatex("As \\cite{a}")).toBe(true);
  });

  it("is read in bounded time, however it is broken", () => {
    for (const piece of ["{", "$", "\\begin{itemize}\\item ", "\\emph{", "\\cite[", "\\[", "`", "%"])
      expect(latexToMarkdown(piece.repeat(3000)).length).toBeGreaterThanOrEqual(0);
  });
});
