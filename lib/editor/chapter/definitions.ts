/** The constructs of a chapter as ProseMirror nodes and marks, described once for Node and for Tiptap. */
export interface NodeDefinition {
  name: string;
  group?: string;
  content?: string;
  marks?: string;
  inline?: boolean;
  atom?: boolean;
  code?: boolean;
  defining?: boolean;
  isolating?: boolean;
  /** Attributes with their defaults. */
  attributes?: Record<string, unknown>;
  /** Element the node is shown in, and its class. */
  tag: (attributes: Record<string, unknown>) => [tag: string, className: string];
}

/**
 * Every block carries `at`: the ordinal of the block it was read from, or null for a new one. It survives edits, so
 * that what was not touched is known and keeps its bytes.
 */
const at = { at: null };
const block = "block";

export const nodeDefinitions: readonly NodeDefinition[] = [
  { name: "doc", content: "block*", tag: () => ["div", ""] },
  { name: "paragraph", group: block, content: "inline*", attributes: at, tag: () => ["p", ""] },
  {
    name: "heading",
    group: block,
    content: "inline*",
    defining: true,
    attributes: { ...at, level: 2 },
    tag: ({ level }) => [`h${level}`, ""],
  },
  {
    name: "blockquote",
    group: block,
    content: "block*",
    defining: true,
    attributes: at,
    tag: () => ["blockquote", ""],
  },
  { name: "bulletList", group: block, content: "listItem*", attributes: at, tag: () => ["ul", ""] },
  {
    name: "orderedList",
    group: block,
    content: "listItem*",
    attributes: { ...at, start: 1 },
    tag: () => ["ol", ""],
  },
  {
    name: "listItem",
    content: "block*",
    defining: true,
    attributes: { ...at, checked: null },
    tag: () => ["li", ""],
  },
  {
    name: "div",
    group: block,
    content: "block*",
    isolating: true,
    attributes: { ...at, head: "::: {}", label: "" },
    tag: () => ["section", "ed-div"],
  },
  {
    name: "footnote",
    group: block,
    content: "block*",
    isolating: true,
    attributes: { ...at, label: "" },
    tag: () => ["aside", "ed-footnote"],
  },
  {
    name: "definitionList",
    group: block,
    content: "(definitionTerm | definitionDescription)*",
    attributes: at,
    tag: () => ["div", "ed-definitions"],
  },
  { name: "definitionTerm", content: "inline*", attributes: at, tag: () => ["p", "ed-term"] },
  { name: "definitionDescription", content: "block*", attributes: at, tag: () => ["div", "ed-description"] },
  {
    name: "codeBlock",
    group: block,
    content: "text*",
    marks: "",
    code: true,
    defining: true,
    attributes: { ...at, fence: "```", head: "" },
    tag: () => ["pre", "ed-code"],
  },
  {
    name: "table",
    group: block,
    content: "tableRow*",
    isolating: true,
    attributes: at,
    tag: () => ["table", "ed-table"],
  },
  { name: "tableRow", content: "tableCell*", attributes: at, tag: () => ["tr", ""] },
  { name: "tableCell", content: "inline*", isolating: true, attributes: at, tag: () => ["td", ""] },
  /** What the visual editor shows and keeps but does not take apart; its source can be edited in place. */
  {
    name: "island",
    group: block,
    atom: true,
    attributes: { ...at, kind: "opaque", source: "" },
    tag: () => ["div", "ed-island"],
  },
  { name: "text", group: "inline", tag: () => ["span", ""] },
  /** A citation, reference, formula, note mark, image or other piece of syntax in running text. */
  {
    name: "piece",
    group: "inline",
    inline: true,
    atom: true,
    attributes: { kind: "opaque", source: "", shown: "" },
    tag: ({ kind }) => ["span", `ed-piece ed-piece-${kind}`],
  },
];

export interface MarkDefinition {
  name: string;
  tag: string;
  /** How new text of this mark is written; what stands in a chapter keeps its own. */
  open: string;
  close: string;
}

/** Marks keep the delimiters they were written with: `**` and `__` are both strong, and stay themselves. */
export const markDefinitions: readonly MarkDefinition[] = [
  { name: "link", tag: "a", open: "[", close: "]()" },
  { name: "span", tag: "span", open: "[", close: "]{}" },
  { name: "strong", tag: "strong", open: "**", close: "**" },
  { name: "emphasis", tag: "em", open: "*", close: "*" },
  { name: "strike", tag: "s", open: "~~", close: "~~" },
  { name: "superscript", tag: "sup", open: "^", close: "^" },
  { name: "subscript", tag: "sub", open: "~", close: "~" },
  { name: "code", tag: "code", open: "`", close: "`" },
];
