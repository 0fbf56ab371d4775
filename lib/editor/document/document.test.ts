import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Node as ProseNode } from "@tiptap/pm/model";
import { Transform } from "@tiptap/pm/transform";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { everyConstruct } from "./every-construct.fixture.ts";
import {
  inexact,
  openDocument,
  sameMeaning,
  documentSchema as schema,
  wordPlaces,
  writeDocument,
  writeEdits,
} from "./index.ts";

const book = join(import.meta.dirname, "../../../content");
const chapters = readdirSync(book, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".qmd"))
  .sort()
  .map((path) => [path, readFileSync(join(book, path), "utf8")] as const);
/** Chapters as other tools than Quarto have them: bookdown, mdBook, MyST. */
const dialects = join(import.meta.dirname, "../../core/text/fixtures");
const others = readdirSync(dialects)
  .filter((path) => path.endsWith(".md"))
  .sort()
  .map((path) => [path, readFileSync(join(dialects, path), "utf8")] as const);
const sources = [["every construct", everyConstruct] as const, ...chapters, ...others];

/** The source after `edit`, with the promise that it reads as the edited document. */
function edited(source: string, edit: (transform: Transform, doc: ProseNode) => void): string {
  const opened = openDocument(source);
  const transform = new Transform(opened.doc);
  edit(transform, opened.doc);
  const written = writeEdits(opened, transform.doc);
  expect(written.doubts).toEqual([]);
  expect(sameMeaning(transform.doc.children, openDocument(written.source).doc.children)).toBe(true);
  return written.source;
}

/** Where some words stand. */
function find(doc: ProseNode, words: string): { from: number; to: number } {
  let from = -1;
  doc.descendants((node, pos) => {
    if (from === -1 && node.isText && node.text?.includes(words)) from = pos + node.text.indexOf(words);
  });
  if (from === -1) throw new Error(`“${words}” is not in the text`);
  return { from, to: from + words.length };
}

/** Position and node of the first block of a type. */
function block(doc: ProseNode, name: string): { pos: number; node: ProseNode } {
  let found: { pos: number; node: ProseNode } | null = null;
  doc.descendants((node, pos) => {
    if (!found && node.type.name === name) found = { pos, node };
  });
  if (!found) throw new Error(`no ${name}`);
  return found;
}

const type = (source: string, words: string, by: string): string =>
  edited(source, (tr, doc) => {
    const { from, to } = find(doc, words);
    const marks = doc.nodeAt(from)?.marks ?? [];
    if (by === "") tr.delete(from, to);
    else tr.replaceWith(from, to, schema.text(by, marks));
  });

const paragraph = (text: string): ProseNode => schema.node("paragraph", null, schema.text(text));
const item = (text: string): ProseNode => schema.node("listItem", null, paragraph(text));

describe("a chapter that is opened and written back", () => {
  it.each(sources)("is the same bytes: %s", (_name, source) => {
    const opened = openDocument(source);
    opened.doc.check();
    expect(writeDocument(opened, opened.doc)).toBe(source);
    const rebuilt = schema.nodeFromJSON(JSON.parse(JSON.stringify(opened.doc.toJSON())));
    expect(writeDocument(opened, rebuilt)).toBe(source);
    const crlf = source.replaceAll("\n", "\r\n");
    const other = openDocument(crlf);
    expect(writeDocument(other, schema.nodeFromJSON(other.doc.toJSON()))).toBe(crlf);
  });

  it("holds every construct as a node or mark of its own", () => {
    const names = new Set<string>();
    openDocument(everyConstruct).doc.descendants((node) => {
      names.add(node.type.name);
      for (const mark of node.marks) names.add(mark.type.name);
    });
    const missing = [...Object.keys(schema.nodes), ...Object.keys(schema.marks)].filter(
      (name) => !names.has(name),
    );
    expect(missing).toEqual(["doc", "inlineImage", "inlineIsland"]);
  });

  it("is the same bytes whatever they are, and edits of one word never throw", () => {
    const piece = fc.constantFrom(
      ..."a *_`~[](){}<>#:|-+$@^\\!.\n\r\t1&\"'\u0000\ufeff\ud800",
      ..."word |**|```|\n\n|- |1. |> |    |::: {.x}\n|\n:::|[^1]: |---\n|<!-- |-->|$$|{#a}|| a | b |\n|---|---|\n".split(
        "|",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(), (pieces, pick) => {
        const source = pieces.join("");
        const opened = openDocument(source);
        opened.doc.check();
        expect(writeDocument(opened, schema.nodeFromJSON(opened.doc.toJSON()))).toBe(source);
        const places = wordPlaces(opened);
        const transform = new Transform(opened.doc);
        places[pick % Math.max(1, places.length)]?.replace(transform, "zq");
        writeDocument(opened, transform.doc);
      }),
      { seed: 11, numRuns: 1500 },
    );
  });
});

describe("one word replaced", () => {
  it.each(sources)("changes that word alone, wherever it stands: %s", (_name, source) => {
    const opened = openDocument(source);
    const seen = new Map<string, number>();
    const wrong: string[] = [];
    for (const place of wordPlaces(opened)) {
      const times = seen.get(place.kind) ?? 0;
      seen.set(place.kind, times + 1);
      if (times >= 3) continue;
      const transform = new Transform(opened.doc);
      place.replace(transform, "misprint");
      const written = writeDocument(opened, transform.doc);
      if (inexact(opened, place, "misprint", written) !== null) wrong.push(`${place.kind}: ${place.word}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("edit after edit", () => {
  it("writes what the last document alone would have been written as", () => {
    const opened = openDocument(everyConstruct);
    let { doc } = opened;
    for (let turn = 0; turn < 12; turn++) {
      const transform = new Transform(doc);
      const places = wordPlaces(opened).filter(({ kind }) => kind === "paragraph");
      if (turn % 4 === 3) transform.insert(doc.content.size, paragraph(`New ${turn}.`));
      else transform.insert(find(doc, places[turn * 7]?.word ?? "text").from, schema.text(`w${turn} `));
      doc = transform.doc;
      expect(writeDocument(opened, doc)).toBe(writeDocument(openDocument(everyConstruct), doc));
    }
  });
});

describe("typed text", () => {
  it.each([
    "*a* b",
    "_x_",
    "[a](b)",
    "`c`",
    "$1 and 2$",
    "^[n]",
    "[z]{.c}",
    "@key",
    "<b>",
    "H~2~O",
    "{{< x >}}",
    "\\index{a}",
    "&amp;",
  ])("stays what was typed: %s", (text) => {
    expect(type("Some word here.\n", "word", text)).toContain("\\");
  });

  it.each(["5 * 6", "a_b", "x < y", "50 % & more", "$5", "see: this", "e.g. a - b"])(
    "gets no escape it does not need: %s",
    (text) => {
      expect(type("Some word here.\n", "word", text)).toBe(`Some ${text} here.\n`);
    },
  );

  it.each(["- ", "1. ", "# ", "> ", "(a) ", "a. ", "+ ", "[^x]: "])("begins no block: %s", (text) => {
    expect(type("word here.\n", "word", `${text}word`)).toMatch(/\\/u);
  });

  it("opens no div", () => {
    expect(type("word\n\nmore\n", "word", "::: x")).toBe("\\::: x\n\nmore\n");
  });

  it("lengthens a fence it would close", () => {
    expect(type("```r\nx\n```\n\nend\n", "x", "x\n```\ny")).toBe("````r\nx\n```\ny\n````\n\nend\n");
  });
});

describe("markup", () => {
  const mark = (source: string, words: string, name: string, attrs?: object): string =>
    edited(source, (tr, doc) => {
      const { from, to } = find(doc, words);
      tr.addMark(from, to, schema.mark(name, { ...attrs }));
    });

  it("is added by its delimiters alone, with the author's signs", () => {
    expect(mark("An __old__ habit and\na word.\n", "word", "strong")).toBe(
      "An __old__ habit and\na __word__.\n",
    );
    expect(mark("An _old_ habit.\n", "habit", "emphasis")).toBe("An _old_ _habit_.\n");
    expect(mark("one two\n", "one two", "link", { href: "https://x.org" })).toBe(
      "[one two](https://x.org)\n",
    );
  });

  it("leaves white space outside", () => {
    expect(mark("one two three\n", "two ", "strong")).toBe("one **two** three\n");
  });

  it("uses asterisks within a word", () => {
    expect(mark("An _old_ unbelievable story.\n", "believ", "emphasis")).toBe(
      "An _old_ un*believ*able story.\n",
    );
  });

  it("is taken away without a trace", () => {
    const source = "one **two *three* four** five\n";
    const bare = edited(source, (tr, doc) => void tr.removeMark(0, doc.content.size, schema.marks.strong));
    expect(bare).toBe("one two *three* four five\n");
  });

  it("of a link that names its words keeps its label when they change", () => {
    const end = "\n\n[a place]: b.html\n";
    expect(type(`See [a place] now.${end}`, "place", "town")).toBe(`See [a town][a place] now.${end}`);
    expect(mark(`See [a place][] now.${end}`, "place", "strong")).toBe(
      `See [a **place**][a place] now.${end}`,
    );
  });

  it("within an address between angle brackets has it written out", () => {
    expect(mark("<https://a.org>\n", "a.", "strong")).toBe("[https://**a.**org](https://a.org)\n");
  });

  it("stands between punctuation and a letter where it must", () => {
    expect(edited("_So._\n\nThen\n", (tr, doc) => void tr.join(doc.firstChild?.nodeSize ?? 0))).toBe(
      "*So.*Then\n",
    );
  });

  it("of a link changes its address alone", () => {
    const source = 'See [the *old*\nplace](a.html "T"){.c} now.\n';
    const changed = edited(source, (tr, doc) => {
      const old = doc.nodeAt(find(doc, "the ").from)?.marks.find(({ type }) => type.name === "link");
      const { from } = find(doc, "the ");
      const { to } = find(doc, " place");
      if (old)
        tr.removeMark(from, to, old).addMark(from, to, old.type.create({ ...old.attrs, href: "b.html" }));
    });
    expect(changed).toBe('See [the *old*\nplace](b.html "T"){.c} now.\n');
  });
});

describe("blocks", () => {
  const source = "One two three\nfour five.\n\n\nSecond.\n* a\n* b\n\nLast";

  it("split and join without touching their words", () => {
    expect(edited(source, (tr, doc) => void tr.split(find(doc, "three").from))).toBe(
      source.replace("two three", "two\n\nthree"),
    );
    const joined = edited("a *b*\nc\n\nd\ne\n", (tr, doc) => void tr.join(doc.firstChild?.nodeSize ?? 0));
    expect(joined).toBe("a *b*\ncd\ne\n");
  });

  it("come and go between blank lines, and no other line changes", () => {
    expect(
      edited(source, (tr, doc) => void tr.insert(doc.firstChild?.nodeSize ?? 0, paragraph("New."))),
    ).toBe(source.replace("five.\n", "five.\n\nNew.\n"));
    expect(edited(source, (tr, doc) => void tr.insert(doc.content.size, paragraph("New.")))).toBe(
      `${source}\n\nNew.`,
    );
    expect(edited("a\n\nb\n\nc\n", (tr) => void tr.delete(3, 6))).toBe("a\n\nc\n");
  });

  it("that would run into one another are kept apart by an empty comment", () => {
    const moved = edited("    code\n\nwords\n\n- a\n- b\n", (tr, doc) => {
      const code = doc.firstChild as ProseNode;
      tr.delete(0, code.nodeSize).insert(tr.doc.content.size, code);
    });
    expect(moved).toBe("words\n\n- a\n- b\n\n<!-- -->\n\n    code\n");
  });

  it("before an indented list leave its indentation alone", () => {
    const source = "# T\n\n  - a\n  - b\n\nwords\n";
    const without = edited(source, (tr, doc) => void tr.delete(0, doc.firstChild?.nodeSize ?? 0));
    expect(without).toBe("  - a\n  - b\n\nwords\n");
    const both = edited(source, (tr, doc) => {
      tr.insert(find(doc, "a").to, schema.text("c"));
      tr.insert(doc.firstChild?.nodeSize ?? 0, paragraph("New."));
    });
    expect(both).toBe("# T\n\nNew.\n\n  - ac\n  - b\n\nwords\n");
  });

  it("beside an indented list are indented like it", () => {
    const moved = edited("- c\n- d\n\nwords\n\n  - a\n  - b\n", (tr, doc) => {
      const list = doc.firstChild as ProseNode;
      tr.delete(0, list.nodeSize).insert(tr.doc.content.size, list);
    });
    expect(moved).toBe("words\n\n  - a\n  - b\n\n  - c\n  - d\n");
  });

  it("in a list take its markers and its spacing", () => {
    const add = (list: string, name: string): string =>
      edited(list, (tr, doc) => {
        const { pos, node } = block(doc, name);
        tr.insert(pos + node.nodeSize - 1, item("c"));
      });
    expect(add("*   a\n*   b\n", "bulletList")).toBe("*   a\n*   b\n*   c\n");
    expect(add("+ a\n\n+ b\n", "bulletList")).toBe("+ a\n\n+ b\n\n+ c\n");
    expect(add("7) a\n8) b\n", "orderedList")).toBe("7) a\n8) b\n9) c\n");
    expect(add("> - a\n> - b\n", "bulletList")).toBe("> - a\n> - b\n> - c\n");
  });

  it("move with their bytes", () => {
    const moved = edited("a\n\n``` {.r  x=1}\ncode\n```\n\nb\n", (tr, doc) => {
      const { pos, node } = block(doc, "codeBlock");
      tr.delete(pos, pos + node.nodeSize).insert(0, node);
    });
    expect(moved).toBe("``` {.r  x=1}\ncode\n```\n\na\n\nb\n");
  });

  it("are wrapped and keep their lines", () => {
    const quoted = edited(
      "a *b*\nc\n",
      (tr, doc) => void tr.replaceWith(0, doc.content.size, schema.node("blockquote", null, doc.content)),
    );
    expect(quoted).toBe("> a *b*\n> c\n");
  });

  it("become headings and go back", () => {
    expect(edited("a *b*\n", (tr) => void tr.setNodeMarkup(0, schema.nodes.heading, { level: 3 }))).toBe(
      "### a *b*\n",
    );
    expect(
      edited(
        "## a *b* {#x}\n",
        (tr, doc) => void tr.setNodeMarkup(0, null, { ...doc.firstChild?.attrs, level: 4 }),
      ),
    ).toBe("#### a *b* {#x}\n");
  });

  it("in CRLF get CRLF", () => {
    const written = edited("a\r\n\r\nb\r\n", (tr) => void tr.insert(3, paragraph("New.")));
    expect(written).toBe("a\r\n\r\nNew.\r\n\r\nb\r\n");
  });

  it("that are new break their lines as the author does", () => {
    const words = "Twelve words that are long enough to go over the width of lines here.";
    const insert = (source: string, text: string): string =>
      edited(source, (tr, doc) => void tr.insert(doc.content.size, paragraph(text)));
    const narrow =
      "Lines of this chapter are broken at some fifty\ncharacters, as its author likes to have them in an\neditor of the old kind.\n";
    expect(insert(narrow, words)).toBe(
      `${narrow}\nTwelve words that are long enough to go over the\nwidth of lines here.\n`,
    );
    const sentences = "First sentence.\nSecond sentence.\n";
    expect(insert(sentences, "One here. Another, e.g. this.")).toBe(
      `${sentences}\nOne here.\nAnother, e.g. this.\n`,
    );
  });

  it("too long to be taken apart change in one place", () => {
    const source = `\`\`\`\n${"some code\n".repeat(8000)}last\n\`\`\`\n`;
    expect(type(source, "last", "x\ny")).toBe(source.replace("last", "x\ny"));
    const long = `${"word ".repeat(15_000)}end\n`;
    expect(type(long, "end", "*over*")).toBe(long.replace("end", "*over*"));
  });

  it("in an empty file are all there is", () => {
    expect(edited("", (tr, doc) => void tr.replaceWith(0, doc.content.size, paragraph("New.")))).toBe(
      "New.\n",
    );
  });
});

describe("a table", () => {
  const source = "| a   | b  |\n|:----|---:|\n| one | 2  |\n| x   | 3  |\n\n: Caption {#tbl-x}\n";

  it("changes in one cell, bars escaped", () => {
    expect(type(source, "one", "p|q")).toBe(source.replace("one", "p\\|q"));
  });

  it("keeps bars in code when it is written anew", () => {
    const code = "| a `x|y` | b |\n|---|---|\n| c | d |\n\nwords\n";
    const moved = edited(code, (tr, doc) => {
      const figure = doc.firstChild as ProseNode;
      tr.addMark(find(doc, "c").from, find(doc, "c").to, schema.mark("strong"));
      const changed = tr.doc.firstChild as ProseNode;
      tr.delete(0, figure.nodeSize).insert(tr.doc.content.size, changed);
    });
    expect(moved).toContain("a `x|y`");
  });

  it("takes a row where a new paragraph must be kept from what follows", () => {
    const glued = "| a |\n|---|\n| b |\n| c |\nwords\n";
    const written = edited(glued, (tr, doc) => {
      const { pos, node } = block(doc, "table");
      tr.insert(pos + node.nodeSize + 1, paragraph("New."));
      const row = schema.node("tableRow", null, [schema.node("tableCell", null, schema.text("n"))]);
      tr.insert(pos + node.nodeSize - 1 - node.child(2).nodeSize, row);
    });
    expect(written).toBe("| a |\n|---|\n| b |\n| n |\n| c |\n\nNew.\n\nwords\n");
  });

  it("takes and loses rows, and no other line changes", () => {
    const row = schema.node("tableRow", null, [
      schema.node("tableCell", null, schema.text("n")),
      schema.node("tableCell"),
    ]);
    const added = edited(source, (tr, doc) => {
      const { pos, node } = block(doc, "table");
      tr.insert(pos + 1 + (node.firstChild?.nodeSize ?? 0), row);
    });
    expect(added).toBe(source.replace("---:|\n", "---:|\n| n |  |\n"));
    const removed = edited(source, (tr, doc) => {
      const { pos, node } = block(doc, "table");
      tr.delete(pos + 1 + node.child(0).nodeSize, pos + 1 + node.child(0).nodeSize + node.child(1).nodeSize);
    });
    expect(removed).toBe(source.replace("| one | 2  |\n", ""));
  });
});

describe("attributes", () => {
  const attribute = (source: string, name: string, attrs: object): string =>
    edited(source, (tr, doc) => {
      const { pos, node } = block(doc, name);
      tr.setNodeMarkup(pos, null, { ...node.attrs, ...attrs });
    });

  it("change in place", () => {
    expect(
      attribute('::: {.callout-note  title="a"}\nx\n:::\n', "div", {
        attributes: '{.callout-note  title="b"}',
      }),
    ).toBe('::: {.callout-note  title="b"}\nx\n:::\n');
    expect(attribute("![c](a.png)\n", "figure", { attributes: '{fig-alt="d"}' })).toBe(
      '![c](a.png){fig-alt="d"}\n',
    );
    expect(attribute("- [ ] a\n- [x] b\n", "listItem", { checked: true })).toBe("- [x] a\n- [x] b\n");
    expect(attribute("```{r}\nx\n```\n", "codeBlock", { info: "{python}" })).toBe("```{python}\nx\n```\n");
    expect(attribute("---\n\nx\n\n``` {=html}\n<b>\n```\n", "rawBlock", { format: "latex" })).toBe(
      "---\n\nx\n\n``` {=latex}\n<b>\n```\n",
    );
  });
});

describe("random edits of blocks", () => {
  it.each(sources)("change no line outside the blocks they touch: %s", (_name, source) => {
    const opened = openDocument(source);
    const tops = opened.origin.children;
    for (const [index, top] of tops.entries()) {
      if (index % 3 !== 0 || top.node.type.name === "frontMatter") continue;
      let pos = 0;
      for (let at = 0; at < index; at++) pos += tops[at]?.node.nodeSize ?? 0;
      const transform = new Transform(opened.doc);
      if (index % 2 === 0) transform.insert(pos + top.node.nodeSize, paragraph("A new paragraph."));
      else if (tops.length > 1) transform.delete(pos, pos + top.node.nodeSize);
      const written = writeDocument(opened, transform.doc);
      const before = source.slice(0, tops[index - 1]?.end ?? 0);
      const after = source.slice(tops[index + 1]?.start ?? source.length);
      expect(written.startsWith(before) && written.endsWith(after)).toBe(true);
    }
  });
});
