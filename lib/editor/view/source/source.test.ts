import { CompletionContext } from "@codemirror/autocomplete";
import { ensureSyntaxTree, foldable } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { everyConstruct } from "../../document/every-construct.fixture.ts";
import { complete } from "./completion.ts";
import { continueList } from "./continue-list.ts";
import { folding } from "./folding.ts";
import { bookLanguage } from "./language.ts";
import { referenceAt, targetOf, targets } from "./references.ts";

const resources = {
  labels: [{ label: "fig-cache", title: "Figure 2.1 A cache" }],
  works: [{ key: "amdahl1967", title: "Amdahl 1967: Validity" }],
};

/** A state with the cursor at `¦`. */
function stateOf(marked: string): EditorState {
  const at = marked.indexOf("¦");
  return EditorState.create({
    doc: marked.replace("¦", ""),
    selection: { anchor: Math.max(0, at) },
    extensions: [bookLanguage, folding],
  });
}

/** Each token of the source with its name. */
function tokens(source: string): string[] {
  const found: string[] = [];
  const tree = ensureSyntaxTree(stateOf(source), source.length, 5000);
  tree?.iterate({
    enter: ({ name, from, to, node }) => {
      if (!node.firstChild && name !== "Document") found.push(`${name}: ${source.slice(from, to)}`);
    },
  });
  return found;
}

describe("the colours of the source", () => {
  it("know the book's constructs", () => {
    const source = [
      "---",
      "title: A",
      "---",
      "# Head {#sec-a}",
      "::: {.callout-note}",
      "See @fig-a and [@b, p. 3], **strong *both***, `code`, $x^2$.",
      ":::",
      "```{python}",
      "#| label: fig-x",
      "x = 1",
      "```",
      "{{< include a.qmd >}} \\index{a} mail@x.org",
      "$$",
      "a",
      "$$ {#eq-a}",
      "<!-- a",
      "b --> c",
    ].join("\n");
    expect(tokens(source)).toMatchInlineSnapshot(`
      [
        "fence: ---",
        "attributes: title",
        "fence: ---",
        "processingInstruction: #",
        "heading:  Head ",
        "heading_attributes: {#sec-a}",
        "fence: :::",
        "attributes: {.callout-note}",
        "reference: @fig-a",
        "reference: @b",
        "processingInstruction: **",
        "strong: strong ",
        "strong_processingInstruction: *",
        "strong_emphasis: both",
        "strong_emphasis_processingInstruction: ***",
        "monospace: \`code\`",
        "math: $x^2$",
        "fence: :::",
        "fence: \`\`\`{python}",
        "attributes: #| label: fig-x",
        "monospace: x = 1",
        "fence: \`\`\`",
        "shortcode: {{< include a.qmd >}}",
        "shortcode: \\index",
        "math: $$",
        "math: a",
        "math: $$",
        "attributes: {#eq-a}",
        "comment: <!-- a",
        "comment: b -->",
      ]
    `);
  });

  it("go on rightly after every line of every construct", () => {
    const source = `${everyConstruct}\n\n# Last\n`;
    expect(tokens(source).slice(-2)).toEqual(["processingInstruction: #", "heading:  Last"]);
  });

  it("stay linear on what looks like markup and is none", () => {
    for (const piece of ["*", "`", "$", "[", "@", "{{<", "<!--", "**a", "$a", "`a"])
      expect(ensureSyntaxTree(stateOf(piece.repeat(3000)), 3000 * piece.length, 5000)).not.toBeNull();
  });
});

describe("completion", () => {
  const offered = (marked: string): string[] | null => {
    const state = stateOf(marked);
    const result = complete(resources, new CompletionContext(state, state.selection.main.head, false));
    return result?.options.map((each) => each.label) ?? null;
  };

  it.each([
    ["See @¦", ["fig-cache", "amdahl1967"]],
    ["{#tbl-own}\n\nSee [@fig-c¦", ["fig-cache", "tbl-own", "amdahl1967"]],
    ["mail@¦", null],
    ["Words ¦", null],
  ])("offers in %j %j", (marked, expected) => expect(offered(marked)).toEqual(expected));

  it("offers callouts in a div, and shortcodes", () => {
    expect(offered("::: {.callout-¦")).toContain("callout-warning");
    expect(offered("{{< ¦")).toContain("include");
  });
});

describe("a reference under the pointer", () => {
  it("is known with its title", () => {
    const all = targets(resources, stateOf("").doc);
    const found = referenceAt("As in @Fig-cache.", 8);
    expect(found).toEqual({ key: "Fig-cache", from: 6, to: 16 });
    expect(targetOf(found?.key ?? "", all)?.title).toBe("Figure 2.1 A cache");
    expect(referenceAt("mail@example.org", 8)).toBeNull();
    expect(targetOf("nobody", all)).toBeNull();
  });
});

describe("Enter", () => {
  const pressed = (marked: string): string | null => {
    const state = stateOf(marked);
    let next: EditorState | null = null;
    const done = continueList({
      state,
      dispatch: (transaction) => {
        next = transaction.state;
      },
    });
    const after = next as EditorState | null;
    if (!done || !after) return null;
    const { head } = after.selection.main;
    return `${after.sliceDoc(0, head)}¦${after.sliceDoc(head)}`;
  };

  it.each([
    ["- a¦", "- a\n- ¦"],
    ["  9. a¦b", "  9. a\n  10. ¦b"],
    ["- [x] a¦", "- [x] a\n- [ ] ¦"],
    ["> a¦", "> a\n> ¦"],
    ["- a\n- ¦", "- a\n¦"],
    ["> ¦", "¦"],
    ["Words¦", null],
    ["¦- a", null],
  ])("in %j gives %j", (before, after) => expect(pressed(before)).toBe(after));
});

describe("folding", () => {
  it("takes a section with its subsections, and a div with the divs inside", () => {
    const source =
      "# A\n\na\n\n## B\n\n```\n# no heading\n```\n\n# C\n\n:::: {.a}\n::: {.b}\n:::\n::::\nend\n";
    const state = stateOf(source);
    ensureSyntaxTree(state, source.length, 5000);
    const folded = (from: number): string | null => {
      const line = state.doc.lineAt(from);
      const range = foldable(state, line.from, line.to);
      return range && source.slice(range.from, range.to);
    };
    expect(folded(0)).toBe("\n\na\n\n## B\n\n```\n# no heading\n```");
    expect(folded(source.indexOf("::::"))).toBe("\n::: {.b}\n:::\n::::");
    expect(folded(source.indexOf("# no heading"))).toBeNull();
  });
});
