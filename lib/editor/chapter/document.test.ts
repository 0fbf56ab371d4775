import { EditorState } from "@tiptap/pm/state";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSchema, openDocument, writeDocument } from "./index.ts";

const schema = createSchema();

/** Replace the first occurrence of some words by others, as one transaction. */
function replaced(source: string, from: string, to: string, marks: readonly string[] = []): string {
  const opened = openDocument(source, schema);
  let at = -1;
  opened.doc.descendants((node, pos) => {
    if (at === -1 && node.isText && node.text?.includes(from)) at = pos + node.text.indexOf(from);
    return at === -1;
  });
  if (at === -1) throw new Error(`“${from}” is not in the text`);
  const transaction = EditorState.create({ doc: opened.doc }).tr;
  if (to !== from) {
    if (to === "") transaction.delete(at, at + from.length);
    else transaction.insertText(to, at, at + from.length);
  }
  for (const mark of marks) transaction.addMark(at, at + to.length, schema.mark(mark));
  return writeDocument(opened, transaction.doc);
}

describe("an untouched chapter", () => {
  it.each([
    ["front matter and odd spacing", "---\ntitle:   x\n---\n\n\n#   Heading   {#sec-a}\n\nText.  \n"],
    ["CRLF and no newline at the end", "a\r\n\r\n* b\r\n* c"],
    ["nested and unclosed divs", "::: {.a}\n:::: b\n\nx\n\n::::\n"],
    ["a table with uneven cells", "|a | b|\n|:-|--|\n|  1|2 |\n\n: Cap {#tbl-x}\n"],
    ["a byte order mark and nothing else", "\ufeff"],
    ["nothing", ""],
  ])("keeps %s", (_, source) => {
    expect(writeDocument(openDocument(source, schema), openDocument(source, schema).doc)).toBe(source);
  });

  it("keeps any string of the characters that Markdown is made of", () => {
    const text = fc.string({
      unit: fc.constantFrom(..."ab *_`~[](){}<>#:|-+$@^\\!.\n\r\t1&\"'"),
      maxLength: 120,
    });
    fc.assert(
      fc.property(
        text,
        (source) => writeDocument(openDocument(source, schema), openDocument(source, schema).doc) === source,
      ),
      { seed: 7, numRuns: 400 },
    );
  });
});

describe("an edit of words", () => {
  it.each([
    ["in a wrapped paragraph", "One two\nthree  four.\n", "four", "five", "One two\nthree  five.\n"],
    ["between the author's own marks", "a __b__ *c* d\n", "d", "e", "a __b__ *c* e\n"],
    ["inside strong", "x **old words** y\n", "old", "new", "x **new words** y\n"],
    [
      "that are all of a link's text",
      "see [here](http://x.org){.c} now\n",
      "here",
      "there",
      "see [there](http://x.org){.c} now\n",
    ],
    ["in a quote of two lines", "> one\n> two three\n", "three", "four", "> one\n> two four\n"],
    ["in a list item", "*   a\n*   b c\n", "c", "d", "*   a\n*   b d\n"],
    [
      "in a padded table cell",
      "| a   | b |\n|-----|---|\n| one | 2 |\n",
      "one",
      "two",
      "| a   | b |\n|-----|---|\n| two | 2 |\n",
    ],
    [
      "in a heading with attributes",
      "##  Old  {#sec-x .unnumbered}\n",
      "Old",
      "New",
      "##  New  {#sec-x .unnumbered}\n",
    ],
    [
      "in code",
      "```{python}\n#| echo: false\nprint(1)\n```\n",
      "print",
      "show",
      "```{python}\n#| echo: false\nshow(1)\n```\n",
    ],
    ["beside escapes and entities", "a \\* b &amp; c\n", "c", "d", "a \\* b &amp; d\n"],
    ["in a footnote", "x[^n]\n\n[^n]: some words\n", "words", "text", "x[^n]\n\n[^n]: some text\n"],
    ["that go away", "one two three\n", "two ", "", "one three\n"],
  ])("%s changes nothing else", (_, source, from, to, wanted) => {
    expect(replaced(source, from, to)).toBe(wanted);
  });

  it("escapes typed characters only where they would be read as syntax", () => {
    expect(replaced("a word b\n", "word", "2*3*4")).toBe("a 2\\*3\\*4 b\n");
    expect(replaced("a word b\n", "word", "5 * 6")).toBe("a 5 * 6 b\n");
    expect(replaced("a word b\n", "word", "[x]")).toMatch(/^a \\?\[x\\?\] b\n$/u);
  });

  it("adds a mark by its delimiters alone", () => {
    expect(replaced("a word b\n", "word", "word", ["strong"])).toBe("a **word** b\n");
  });
});

describe("an edit of blocks", () => {
  const edit = (source: string, change: (state: EditorState) => EditorState["tr"]) => {
    const opened = openDocument(source, schema);
    return writeDocument(opened, change(EditorState.create({ doc: opened.doc })).doc);
  };

  it("splits a paragraph and keeps both halves", () => {
    expect(edit("one two\nthree\n\nnext\n", ({ tr }) => tr.split(5))).toBe("one \n\ntwo\nthree\n\nnext\n");
  });

  it("inserts a paragraph between two with their spacing", () => {
    const made = schema.node("paragraph", {}, schema.text("new"));
    expect(edit("one\n\n\ntwo\n", ({ tr }) => tr.insert(5, made))).toBe("one\n\n\nnew\n\n\ntwo\n");
  });

  it("adds a list item with the list's own marker", () => {
    const item = schema.node("listItem", {}, schema.node("paragraph", {}, schema.text("c")));
    expect(edit("*   a\n*   b\n", ({ tr, doc }) => tr.insert(doc.firstChild!.nodeSize - 1, item))).toBe(
      "*   a\n*   b\n*   c\n",
    );
  });

  it("deletes a block with the space before it", () => {
    expect(edit("one\n\ntwo\n\nthree\n", ({ tr }) => tr.delete(5, 10))).toBe("one\n\nthree\n");
  });

  it("makes new text literal where it would begin a block", () => {
    const made = schema.node("paragraph", {}, schema.text("# not a heading"));
    expect(edit("one\n", ({ tr, doc }) => tr.insert(doc.content.size, made))).toBe(
      "one\n\n\\# not a heading\n",
    );
  });

  it("changes the source of an island and nothing around it", () => {
    const source = "a\n\n$$\nx\n$$ {#eq-x}\n\nb\n";
    expect(
      edit(source, ({ tr }) =>
        tr.setNodeMarkup(3, undefined, { at: 2, kind: "math", source: "$$\ny\n$$ {#eq-x}" }),
      ),
    ).toBe(source.replace("\nx\n", "\ny\n"));
  });
});
