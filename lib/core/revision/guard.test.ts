import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardRevision, inspectRevision, usualPolicy } from "./guard.ts";

const passage =
  "Training took 8 ms on the phone and 80 ms on the server [@jouppi2017datacenter, p. 3], which @fig-speed and @tbl-cost show, but not for $x^2 + y$ or `step()`.[^note] See [the docs](https://e.org/a?b=1) and \\index{Speed!phone} {{< kbd Ctrl >}} of GPT-3 models with 1,024 layers and 50% less energy.";

const kindsOf = (after: string, before = passage) =>
  inspectRevision(before, after).violations.map(({ kind, change }) => `${kind} ${change}`);
const passes = (before: string, after: string) =>
  inspectRevision(before, after).violations.map(({ message }) => message);

describe("guardRevision", () => {
  it.each<[string, string, string, string]>([
    ["a dropped citation", " [@jouppi2017datacenter, p. 3]", "", "citation lost"],
    ["another citation", "jouppi2017datacenter", "jouppi2018datacenter", "citation changed"],
    ["another page", "p. 3", "p. 4", "citation changed"],
    ["one more citation", "p. 3]", "p. 3; @made2020up]", "citation gained"],
    ["another figure", "@fig-speed", "@fig-cost", "cross-reference changed"],
    ["a dropped reference", "@fig-speed and @tbl-cost", "@tbl-cost", "cross-reference lost"],
    ["a reference in words", "@fig-speed", "the figure", "cross-reference lost"],
    ["another formula", "x^2", "x^3", "math changed"],
    ["a formula without dollars", "$x^2 + y$", "x squared plus y", "math lost"],
    ["half a formula", "+ y$", "+ y", "markup gained"],
    ["other code", "`step()`", "`stop()`", "code changed"],
    ["a footnote dropped", "[^note]", "", "footnote lost"],
    ["another footnote", "[^note]", "[^other]", "footnote changed"],
    ["another address", "https://e.org/a?b=1", "https://evil.example/", "link changed"],
    ["a link dropped", "[the docs](https://e.org/a?b=1)", "the docs", "link lost"],
    ["another index entry", "Speed!phone", "Speed!server", "tex changed"],
    ["an index entry dropped", "\\index{Speed!phone}", "", "tex lost"],
    ["a shortcode changed", "kbd Ctrl", "kbd Alt", "shortcode changed"],
    ["another number", "80 ms", "88 ms", "number changed"],
    ["another unit", "80 ms", "80 s", "number changed"],
    ["a number in other digits", "1,024", "1024", "number changed"],
    ["a version", "GPT-3", "GPT-4", "number changed"],
    ["a percentage", "50%", "60%", "number changed"],
    ["a lost negation", "but not for", "but also for", "negation lost"],
    ["a new negation", "which @fig", "which never @fig", "negation gained"],
    ["a new image", "energy.", "energy ![x](https://evil.example/?q=1).", "image gained"],
    ["a new link", "the phone", "[the phone](https://evil.example/)", "link gained"],
    ["a reference-style link", "energy.", "energy [x][1].\n\n[1]: https://evil.example/", "link gained"],
    ["a bare address", "energy.", "energy, see https://evil.example/x.", "link gained"],
    ["a script", "energy.", "energy<script>alert(1)</script>.", "html gained"],
    ["a comment", "energy.", "energy<!-- hidden -->.", "html gained"],
    ["an unclosed tag", "the phone", "the <b phone", "markup gained"],
    ["raw TeX", "energy.", "energy \\input{secret}.", "tex gained"],
    ["a computed value", "energy.", "energy `{python} secret`.", "computed-value gained"],
    ["attributes", "the phone", "[the phone]{.hidden}", "attributes gained"],
    ["a heading", "energy.", "energy.\n\n# New", "heading gained"],
    ["a box", "energy.", "energy.\n\n::: {.callout-note}\nA\n:::", "attributes gained"],
    ["a list", "energy.", "energy.\n\n- one\n- two", "block gained"],
    ["front matter", "Training took", "---\ntitle: X\n---\n\nTraining took", "front-matter gained"],
    ["a hidden character", "the phone", "the pho\u200Bne", "hidden-character gained"],
    ["a direction control", "the phone", "the \u202Ephone", "hidden-character gained"],
    ["an include", "energy.", "energy.\n\n{{< include /etc/passwd >}}", "shortcode gained"],
    [
      "swapped numbers",
      "8 ms on the phone and 80 ms on the server",
      "80 ms on the phone and 8 ms on the server",
      "number swapped",
    ],
    [
      "swapped subjects",
      "8 ms on the phone and 80 ms on the server",
      "8 ms on the server and 80 ms on the phone",
      "number swapped",
    ],
    ["a number as a word", "took 8 ms", "took two times 8 ms", "number gained"],
    ["a remark", "Training took", "Here is the revised passage:\n\nTraining took", "remark gained"],
    ["a cut-off end", " and 50% less energy.", " and", "cut-off changed"],
  ])("refuses %s", (_, from, to, expected) => {
    expect(passage).toContain(from);
    expect(kindsOf(passage.replace(from, to))).toContain(expected);
    expect(guardRevision(passage, passage.replace(from, to))).toMatchObject({
      ok: false,
      problem: { code: "model.guarded" },
    });
  });

  it.each<[string, string, string]>([
    ["a heading's id", "## Speed {#sec-speed}\n", "## Tempo {#sec-tempo}\n"],
    ["a heading's level", "## Speed {#sec-speed}\n", "### Speed up {#sec-speed}\n"],
    ["a figure's file", "![A phone](a.png){#fig-a}\n", "![A phone](b.png){#fig-a}\n"],
    ["a cell's code", "```{python}\nx = 1\n```\n", "```{python}\nx = 2\n```\n"],
    ["a table's columns", "| a | b |\n|---|---|\n| c | d |\n", "| a |\n|---|\n| c |\n"],
    ["a table's rows", "| a | b |\n|---|---|\n| c | d |\n", "| a | b |\n|---|---|\n"],
    ["a box's end", "::: {.note}\n\nSome text.\n\n:::\n", "::: {.note}\n\nSome words.\n"],
    ["a display formula's label", "$$\nx\n$$ {#eq-x}\n\nSome text.\n", "$$\nx\n$$ {#eq-y}\n\nSome words.\n"],
    ["the title", "---\ntitle: A\n---\n\nSome text.\n", "---\ntitle: B\n---\n\nSome text.\n"],
    ["raw HTML", "```{=html}\n<b>x</b>\n```\n", "```{=html}\n<i>x</i>\n```\n"],
  ])("refuses a change of %s", (_, before, after) => {
    expect(inspectRevision(before, after).violations.length).toBeGreaterThan(0);
  });

  it.each<[string, string, string]>([
    ["another word", "which @fig-speed and @tbl-cost show", "as @fig-speed and @tbl-cost make plain"],
    [
      "another order of words",
      "with 1,024 layers and 50% less energy",
      "with 1,024 layers while using 50% less energy",
    ],
    ["new link words", "[the docs]", "[the manual]"],
    ["emphasis", "the phone", "the *phone*"],
    ["a new paragraph", " See [the", "\n\nSee [the"],
    ["wrapped lines", "on the phone and", "on the\nphone and"],
    ["a contraction", "but not for", "but it isn't for"],
  ])("lets %s pass", (_, from, to) => {
    expect(passage).toContain(from);
    expect(passes(passage, passage.replace(from, to))).toEqual([]);
    expect(guardRevision(passage, passage.replace(from, to)).ok).toBe(true);
  });

  it("lets whole sentences trade places with all they hold", () => {
    const one = "Phones need 8 ms for each picture in this test.";
    const two = "Servers in large halls need 80 watts at night.";
    expect(passes(`${one} ${two}\n`, `${two} ${one}\n`)).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    ["empty", "Some words here.", "  \n", "empty"],
    ["unchanged", "Some words here.", "Some words here.\n", "unchanged"],
    ["much longer", "Some words here.", "Some more words here and there. ".repeat(30), "size"],
    ["enormous", "Some words here.", "x ".repeat(3_000_000), "size"],
    ["much shorter", "Some words here that say a good deal about a matter of weight.", "Some words.", "size"],
    ["ill-formed", "Some words here.", "Some \uD800 words here.", "broken-text"],
  ])("refuses output that is %s", (_, before, after, kind) => {
    expect(inspectRevision(before, after).violations.map((v) => v.kind)).toContain(kind);
  });

  it("names what was lost in words", () => {
    expect(guardRevision(passage, passage.replace(" [@jouppi2017datacenter, p. 3]", ""))).toMatchObject({
      problem: { message: "It drops the citation [@jouppi2017datacenter, p. 3]." },
    });
  });

  it("lets a person allow a corrected number, but never a lost label", () => {
    const allow = new Set(["number", "label", "attributes"] as const);
    const policy = { ...usualPolicy, allow };
    expect(guardRevision("It takes 8 ms now.", "It takes 80 ms now.", policy).ok).toBe(true);
    expect(guardRevision("## Speed {#sec-a}\n", "## Speed up\n", policy).ok).toBe(false);
  });

  it("keeps terms as they are written", () => {
    const policy = { ...usualPolicy, terms: ["TensorFlow"] };
    expect(guardRevision("We like TensorFlow a lot.", "We like Tensorflow a lot.", policy).ok).toBe(false);
    expect(guardRevision("We like TensorFlow a lot.", "We love TensorFlow a lot.", policy).ok).toBe(true);
  });

  it("reports how much was kept", () => {
    const outcome = guardRevision(
      "One two three four five six.",
      "One two three four five seven eight.".replace("seven eight", "more"),
    );
    expect(outcome).toMatchObject({ ok: false });
    expect(inspectRevision("We like red apples.", "We like green apples.").kept).toBeCloseTo(0.75);
  });

  it("lets nothing protected be dropped, doubled or changed, wherever it stands", () => {
    const token = fc.constantFrom<string[]>(
      "[@a2020]",
      "@fig-one",
      "$x_1$",
      "`f(x)`",
      "[^n]",
      "8 ms",
      "50%",
      "\\index{A}",
      "{{< kbd X >}}",
      "<br>",
      "![c](a.png){#fig-z}",
      "[w](https://e.org)",
      "not",
      "FP16",
      "https://e.org/y",
      "[s]{.small}",
      "seven",
      "H~2~O",
      "^[a note]",
    );
    const word = fc.constantFrom(
      "models",
      "learn",
      "from",
      "large",
      "tables",
      "of",
      "pictures",
      "every",
      "day",
    );
    const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(" "));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(words, token), { minLength: 1, maxLength: 5 }),
        fc.nat(),
        fc.constantFrom("drop", "double", "other"),
        token,
        (parts, at, how, other) => {
          const index = at % parts.length;
          const old = parts[index]![1];
          fc.pre(how !== "other" || other !== old);
          const text = (tokens: string[]) => `${parts.map(([w], i) => `${w} ${tokens[i]} w`).join(" ")} end.`;
          const tokens = parts.map(([, t]) => t);
          const before = text(tokens);
          const after = text(
            tokens.with(index, how === "drop" ? "" : how === "double" ? `${old} ${old}` : other),
          );
          expect(inspectRevision(before, after).violations.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 1500, seed: 71 },
    );
  });
});
