/** What `/` offers, in the order it is offered, and how it is found. */
import type { Editor } from "@tiptap/core";
import type { Node as ProseNode, Schema } from "@tiptap/pm/model";
import {
  insertBlock,
  insertCallout,
  insertFootnote,
  insertFormulaBlock,
  insertTable,
} from "../insert-commands.ts";
import type { Asking } from "../question.tsx";

/** One thing that can be put in. */
export interface InsertChoice {
  id: string;
  title: string;
  /** What it is, or what is typed for it. */
  hint: string;
  /** Other words people look for. */
  words: string;
  run(editor: Editor, ask: (question: Asking) => void): void;
}

const heading = (level: number): InsertChoice => ({
  id: `heading-${level}`,
  title: `Heading ${level}`,
  hint: `${"#".repeat(level)} and a space`,
  words: `title section chapter h h${level}`,
  run: (editor) => editor.chain().focus().setNode("heading", { level, attributes: null }).run(),
});

const callout = (kind: string, words: string): InsertChoice => ({
  id: `callout-${kind}`,
  title: `${kind[0]?.toUpperCase()}${kind.slice(1)}`,
  hint: "Callout",
  words: `callout box admonition aside ${words}`,
  run: (editor) => insertCallout(editor, kind),
});

const raw = (format: string, title: string): InsertChoice => ({
  id: `raw-${format}`,
  title,
  hint: `Raw ${format === "html" ? "HTML" : "LaTeX"}`,
  words: "raw block verbatim pdf web output",
  run: (editor) => insertNode(editor, ({ nodes }) => nodes.rawBlock?.create({ format })),
});

const ask = (question: Asking, id: string, title: string, hint: string, words: string): InsertChoice => ({
  id,
  title,
  hint,
  words,
  run: (_editor, put) => put(question),
});

export const insertChoices: readonly InsertChoice[] = [
  ...[2, 3, 4].map(heading),
  {
    id: "bullet-list",
    title: "List",
    hint: "- and a space",
    words: "bullet unordered items points",
    run: (editor) => editor.chain().focus().toggleList("bulletList", "listItem").run(),
  },
  {
    id: "ordered-list",
    title: "Numbered list",
    hint: "1. and a space",
    words: "ordered steps items",
    run: (editor) => editor.chain().focus().toggleList("orderedList", "listItem").run(),
  },
  {
    id: "task-list",
    title: "Task list",
    hint: "Items with a box to tick",
    words: "todo check checkbox items",
    run: (editor) => insertNode(editor, newTaskList),
  },
  {
    id: "definition-list",
    title: "Definition list",
    hint: "Terms and what they mean",
    words: "glossary term",
    run: (editor) => insertNode(editor, newDefinitionList),
  },
  {
    id: "quote",
    title: "Quotation",
    hint: "> and a space",
    words: "blockquote cite citation",
    run: (editor) => editor.chain().focus().toggleWrap("blockquote").run(),
  },
  callout("note", "information"),
  callout("tip", "hint advice"),
  callout("important", "attention"),
  callout("warning", "danger attention"),
  callout("caution", "danger attention"),
  { id: "table", title: "Table", hint: "Rows and columns", words: "grid cells", run: insertTable },
  ask("figure", "figure", "Figure", "A picture with its caption", "image picture photo diagram"),
  {
    id: "math",
    title: "Formula",
    hint: "On a line of its own, in TeX",
    words: "math equation tex latex display",
    run: insertFormulaBlock,
  },
  ask("formula", "inline-math", "Formula in the line", "$x$", "math equation tex latex inline"),
  {
    id: "code",
    title: "Code",
    hint: "``` and a space",
    words: "listing program source fence",
    run: (editor) => insertNode(editor, ({ nodes }) => nodes.codeBlock?.create()),
  },
  { id: "footnote", title: "Footnote", hint: "A note below the text", words: "note", run: insertFootnote },
  ask(
    "citation",
    "citation",
    "Citation",
    "A work from the bibliography",
    "cite reference bibliography source",
  ),
  ask(
    "reference",
    "cross-reference",
    "Cross-reference",
    "To a figure, table, formula or section",
    "refer link see label",
  ),
  {
    id: "rule",
    title: "Rule",
    hint: "A line across the page",
    words: "horizontal line break divider separator thematic",
    run: insertRule,
  },
  {
    id: "comment",
    title: "Comment",
    hint: "Not shown to readers",
    words: "hidden remark todo html",
    run: (editor) =>
      insertNode(editor, ({ nodes, text }) => nodes.island?.create({ kind: "comment" }, text("<!--  -->"))),
  },
  raw("html", "Only on the web page"),
  raw("latex", "Only in print"),
];

/**
 * What fits the words typed, best first: each word must begin a word of the title, the hint or the other words. A title
 * that begins with what was typed goes first; otherwise the order stays.
 */
export function findInsertChoices(query: string): readonly InsertChoice[] {
  const typed = query.trim().toLowerCase();
  if (typed === "") return insertChoices;
  const words = typed.split(/\s+/u);
  const fits = ({ title, hint, words: more }: InsertChoice): boolean => {
    const known = `${title} ${hint} ${more}`.toLowerCase().split(/[\s,-]+/u);
    return words.every((word) => known.some((each) => each.startsWith(word)));
  };
  const begins = ({ title, id }: InsertChoice): number =>
    title.toLowerCase().startsWith(typed) || id.replaceAll("-", "").startsWith(typed) ? 0 : 1;
  return insertChoices
    .filter((each) => begins(each) === 0 || fits(each))
    .sort((a, b) => begins(a) - begins(b));
}

function insertNode(editor: Editor, make: (schema: Schema) => ProseNode | undefined): boolean {
  const node = make(editor.schema);
  return node ? insertBlock(editor, node) : false;
}

function newTaskList({ nodes }: Schema): ProseNode | undefined {
  const item = nodes.listItem?.createAndFill({ checked: false });
  return item ? nodes.bulletList?.create(null, item) : undefined;
}

function newDefinitionList({ nodes }: Schema): ProseNode | undefined {
  const meaning = nodes.definitionDescription?.createAndFill();
  const term = nodes.definitionTerm?.create();
  return meaning && term ? nodes.definitionList?.create(null, [term, meaning]) : undefined;
}

/** A rule with a paragraph after it, where the cursor goes. */
function insertRule(editor: Editor): void {
  const { thematicBreak } = editor.schema.nodes;
  if (thematicBreak && insertBlock(editor, thematicBreak.create()))
    editor.chain().createParagraphNear().focus().run();
}
