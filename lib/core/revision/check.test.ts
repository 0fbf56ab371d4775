import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splice } from "#lib/core/text/index.ts";
import { checkChapter } from "./check.ts";
import { bareContext, type CheckContext } from "./rule.ts";
import { rules } from "./rules/index.ts";
import { resolveFile } from "./rules/missing-figure.ts";

const context: CheckContext = {
  ...bareContext,
  path: "book/one/one.qmd",
  labels: new Set(["fig-model", "sec-training", "tbl-costs"]),
  labelsElsewhere: new Map([["sec-training", "book/two/two.qmd"]]),
  citationKeys: new Set(["vaswani2017attention", "jouppi2017datacenter"]),
  glossary: [
    { term: "TensorFlow" },
    { term: "PyTorch" },
    { term: "dataset", aliases: ["data-set"] },
    { term: "ResNet-50" },
  ],
  files: new Set(["book/one/images/Model.png", "book/one/images/other.png"]),
};
const by = (source: string, rule: string, over: Partial<CheckContext> = {}) =>
  checkChapter(source, { ...context, ...over }).filter((suggestion) => suggestion.by === rule);
const messages = (source: string, rule: string) => by(source, rule).map(({ message }) => message);
/** The source with the first suggestion of a rule taken. */
function taken(source: string, rule: string): string {
  const result = splice(source, by(source, rule)[0]?.edits ?? []);
  return result.ok ? result.value : result.problem.code;
}

describe("the registry", () => {
  it("gives every rule an id of its own, a title and a doc", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const rule of rules) {
      expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(rule.doc.length).toBeGreaterThan(60);
      expect(rule.title).not.toBe("");
    }
  });
});

describe("doubled-words", () => {
  it("finds a doubled word, also over a line break, and takes one away", () => {
    expect(taken("This is the the end.\n", "doubled-words")).toBe("This is the end.\n");
    expect(taken("This is the\nthe end.\n", "doubled-words")).toBe("This is the end.\n");
    expect(taken("In in the end.\n", "doubled-words")).toBe("In the end.\n");
  });
  it.each([
    "`the the`",
    "$a a$",
    "```\nthe the\n```",
    "the, the",
    "the theory",
    "10 10",
    "re-re re",
    "the\n\nthe",
    "[the the](x){.a .a}".replace("the the", "one"),
  ])("leaves %j alone", (source) => expect(by(`Words ${source} words.\n`, "doubled-words")).toEqual([]));
  it("only points out pairs used on purpose and names", () => {
    expect(
      by("He said that that was it, and had had it.\n", "doubled-words").map(({ severity }) => severity),
    ).toEqual(["advice", "advice"]);
    expect(by("We met in Walla Walla then.\n", "doubled-words")[0]!.severity).toBe("advice");
  });
  it("finds doubled words with accents", () => {
    expect(taken("Es ist für für alle.\n", "doubled-words")).toBe("Es ist für alle.\n");
  });
});

describe("unresolved references and citations", () => {
  it("names what is unresolved and the nearest label", () => {
    expect(messages("See @fig-modle and @fig-model.\n", "unresolved-references")).toEqual([
      "@fig-modle refers to nothing in this book. Did you mean @fig-model?",
    ]);
    expect(taken("See @fig-modle now.\n", "unresolved-references")).toBe("See @fig-model now.\n");
    expect(messages("See @tbl-elsewhere.\n", "unresolved-references")).toEqual([
      "@tbl-elsewhere refers to nothing in this book.",
    ]);
  });
  it("knows labels of the chapter itself, and capitals at the start of a sentence", () => {
    expect(by("# T {#sec-own}\n\n@Sec-own and @Fig-model.\n", "unresolved-references")).toEqual([]);
  });
  it("names keys missing from the bibliography", () => {
    expect(
      messages("So [@vaswani2017attention; @jouppi2017datacentre] says.\n", "unresolved-citations"),
    ).toEqual(["The bibliography has no entry jouppi2017datacentre. Did you mean jouppi2017datacenter?"]);
    expect(taken("So [see @jouppi2017datacentre, p. 3] says.\n", "unresolved-citations")).toBe(
      "So [see @jouppi2017datacenter, p. 3] says.\n",
    );
  });
  it("says nothing when labels and keys are not known, nor inside code", () => {
    expect(checkChapter("@fig-x and [@k].\n", bareContext)).toEqual([]);
    expect(by("`@fig-x [@k]`\n", "unresolved-references")).toEqual([]);
  });
});

describe("duplicate-labels", () => {
  it("names the other place, in this chapter and in another", () => {
    expect(messages("# A {#sec-a}\n\n## B {#sec-a}\n", "duplicate-labels")).toEqual([
      "The label sec-a is already used on line 1.",
    ]);
    expect(messages("# A {#sec-training}\n", "duplicate-labels")).toEqual([
      "The label sec-training is already used in book/two/two.qmd.",
    ]);
  });
});

describe("figures", () => {
  it("asks for a description where there is none", () => {
    expect(by("![](images/other.png)\n", "missing-alt").length).toBe(1);
    expect(
      by('![](images/other.png){fig-alt="A tree."}\n\n![A caption](images/other.png)\n', "missing-alt"),
    ).toEqual([]);
  });
  it("names missing files, and the nearest one", () => {
    expect(messages("![A](images/model.png)\n", "missing-figure")).toEqual([
      "The figure file book/one/images/model.png is not in the repository. Did you mean Model.png?",
    ]);
    expect(taken("![A](images/model.png)\n", "missing-figure")).toBe("![A](images/Model.png)\n");
    expect(
      by(
        "![A](images/other.png) ![B](https://e.org/x.png) ![C](data:image/png;base64,AA)\n",
        "missing-figure",
      ),
    ).toEqual([]);
  });
  it("resolves addresses as the site does", () => {
    expect(resolveFile("a/b/c.qmd", "../x%20y.png?v=1#z")).toBe("a/x y.png");
    expect(resolveFile("a/b/c.qmd", "/img/x.png")).toBe("img/x.png");
    expect(resolveFile("c.qmd", "../../etc/passwd")).toBeNull();
    expect(resolveFile("c.qmd", "javascript:alert(1)")).toBeNull();
    expect(resolveFile("c.qmd", "50%.png")).toBe("50%.png");
  });
});

describe("glossary-spelling", () => {
  it.each([
    ["We use tensor flow here.", "We use TensorFlow here."],
    ["We use Tensorflow here.", "We use TensorFlow here."],
    ["We use Tensor-Flow here.", "We use TensorFlow here."],
    ["We use tensor\nflow here.", "We use TensorFlow here."],
    ["We use TensorFow here.", "We use TensorFlow here."],
    ["We use a data set here.", "We use a dataset here."],
    ["We use resnet 50 here.", "We use ResNet-50 here."],
  ])("corrects %j", (before, after) => expect(taken(`${before}\n`, "glossary-spelling")).toBe(`${after}\n`));
  it.each([
    "We use TensorFlow.",
    "`tensorflow`",
    "<https://www.tensorflow.org>",
    "[tensorflow](https://tensorflow.org)",
    "TENSORFLOW",
    "A data-set.",
    "Datasets",
    "Dataset",
    "tensor, flow",
    "$tensorflow$",
  ])("leaves %j alone", (source) => expect(by(`Words ${source} words.\n`, "glossary-spelling")).toEqual([]));
});

describe("hidden-characters", () => {
  it("finds direction controls, zero-width and tag characters, wherever they are", () => {
    expect(by("a\u202Eb\u2066c\n", "hidden-characters").map(({ severity }) => severity)).toEqual([
      "error",
      "error",
    ]);
    expect(taken("wo\u200Brd\n", "hidden-characters")).toBe("word\n");
    expect(by("```\na\u202Eb\n```\n", "hidden-characters").length).toBe(1);
    expect(by("x\u{E0041}\u0007\n", "hidden-characters").length).toBe(2);
  });
  it.each([
    "👩‍👩‍👧",
    "क्‍ष",
    "می‌خواهم",
    "שלום\u200F!",
    "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "a\tb\r\nc",
    "a\u00A0b",
  ])("leaves %j alone", (source) => expect(by(`x ${source}\n`, "hidden-characters")).toEqual([]));
  it("leaves a byte order mark at the very beginning alone", () => {
    expect(by("\uFEFF# T\n", "hidden-characters")).toEqual([]);
    expect(by("# T\uFEFF\n", "hidden-characters").length).toBe(1);
  });
  it("cannot be switched off by the chapter itself", () => {
    expect(by("<!-- colophon-disable -->\n\na\u202Eb\n", "hidden-characters").length).toBe(1);
    expect(
      by("a\u202Eb\n", "hidden-characters", { config: { rules: { "hidden-characters": "off" } } }).length,
    ).toBe(1);
  });
});

describe("structure", () => {
  it("points out skipped heading levels", () => {
    expect(taken("# A\n\n### B\n", "heading-levels")).toBe("# A\n\n## B\n");
    expect(by("## A\n\n### B\n\n# C\n\n## D\n", "heading-levels")).toEqual([]);
  });
  it("points out numbers written by hand", () => {
    expect(messages("See Chapter 2 and Figure 3.1.\n", "unlinked-references").length).toBe(2);
    expect(
      by("See [Chapter 2](x.qmd), @sec-training, Chapters of life, `Figure 1`.\n", "unlinked-references"),
    ).toEqual([]);
  });
  it("finds footnotes without their other half, and boxes without an end", () => {
    expect(by("A[^a].\n\n[^b]: B.\n", "footnotes").map(({ severity }) => severity)).toEqual(
      expect.arrayContaining(["warning"]),
    );
    expect(by("A[^a].\n\n[^a]: B.\n", "footnotes")).toEqual([]);
    expect(by("::: {.note}\n\nText.\n", "unclosed-divs").length).toBe(1);
    expect(by("::: {.note}\n\nText.\n\n:::\n", "unclosed-divs")).toEqual([]);
  });
});

describe("disabling", () => {
  const line = "The the end.";
  it.each([
    [
      "a stretch",
      `<!-- colophon-disable doubled-words -->\n\n${line}\n\n<!-- colophon-enable doubled-words -->\n\n${line}\n`,
      1,
    ],
    ["to the end", `${line}\n\n<!-- colophon-disable doubled-words -->\n\n${line}\n\n${line}\n`, 1],
    ["the next line", `<!-- colophon-disable-next-line doubled-words -->\n${line}\n\n${line}\n`, 1],
    ["its own line", `${line} <!-- colophon-disable-line doubled-words -->\n\n${line}\n`, 1],
    ["all rules", `<!-- colophon-disable -->\n\n${line}\n`, 0],
    ["another rule only", `<!-- colophon-disable missing-alt -->\n\n${line}\n`, 1],
    ["nothing, from inside code", `\`\`\`\n<!-- colophon-disable -->\n\`\`\`\n\n${line}\n`, 1],
  ])("works for %s", (_, source, count) => expect(by(source, "doubled-words").length).toBe(count));
  it("follows the configuration", () => {
    expect(by(line, "doubled-words", { config: { rules: { "doubled-words": "off" } } })).toEqual([]);
    expect(by(line, "doubled-words", { config: { rules: { "doubled-words": "error" } } })[0]!.severity).toBe(
      "error",
    );
  });
});

describe("checkChapter", () => {
  it("names lines, and keeps a suggestion's id when other lines change", () => {
    const [one] = by("One.\n\nThe the end.\n", "doubled-words");
    const [two] = by("More.\n\nOne.\n\nThe the end.\n", "doubled-words");
    expect([one!.line, two!.line]).toEqual([3, 5]);
    expect(two!.id).toBe(one!.id);
    const ids = by("The the end.\n\nThe the end.\n", "doubled-words").map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  it("never throws, stays inside the text and proposes only edits that apply", () => {
    const bits = fc.constantFrom(
      "the the ",
      "@fig-x",
      "[@k]",
      "![](a.png)",
      "{#sec-a}",
      "# ",
      "\n",
      "\n\n",
      ":::",
      "`",
      "$",
      "\\",
      "tensor flow ",
      "\u202E",
      "[^a]",
      "[^a]: ",
      "<!-- colophon-disable ",
      "-->",
      "|",
      "- ",
      "> ",
      "\uD800",
      "\r\n",
      "Chapter 2",
      "{{< x",
      ">}}",
      "---\n",
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
        const source = parts.join("");
        for (const { span, edits, line, confidence } of checkChapter(source, context)) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(source.length);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(line).toBeGreaterThan(0);
          expect(confidence > 0 && confidence <= 1).toBe(true);
          expect(splice(source, edits).ok).toBe(true);
        }
      }),
      { numRuns: 600, seed: 61 },
    );
  });

  it("stays quick on hostile lines", () => {
    for (const source of [
      "a ".repeat(50_000),
      "the".repeat(50_000),
      `${" ".repeat(50_000)}x`,
      "<!-- colophon-disable ".repeat(5_000),
      `<!-- colophon-disable ${"a ".repeat(20_000)}`,
      "@fig-".repeat(10_000),
    ])
      expect(Array.isArray(checkChapter(source, context))).toBe(true);
  });
});
