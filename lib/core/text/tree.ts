/**
 * The tree of a chapter: mdast (https://github.com/syntax-tree/mdast), widened by the constructs of
 * Pandoc and Quarto Markdown. Every node has `position` with UTF-16 `offset`s into the source it was cut
 * from, so that `source.slice(start.offset, end.offset)` is the node's exact text.
 */
import type { Literal, Root as MdastRoot, Parent, PhrasingContent, RootContent } from "mdast";
import type {} from "mdast-util-math";

/** A half-open range of UTF-16 offsets into one source. */
export interface Span {
  start: number;
  end: number;
}

/** Pandoc attributes `{#id .class key="value"}`; `span` covers the braces. */
export interface Attributes {
  id: string | null;
  classes: string[];
  /** In source order; a key may repeat. */
  pairs: [key: string, value: string][];
  span: Span;
}

/** `::: {.callout-note title="…"}` … `:::` */
export interface Div extends Parent {
  type: "div";
  attributes: Attributes | null;
  /** False when the source ends before the closing fence. */
  closed: boolean;
  children: RootContent[];
}

/** ` ```{=html} ` … ` ``` ` or `` `…`{=latex} ``; also bare TeX lines and environments (format "tex"). */
export interface RawBlock extends Literal {
  type: "rawBlock";
  format: string;
}
export interface RawInline extends Literal {
  type: "rawInline";
  format: string;
}

/** `{{< name args >}}`; value is the whole source, braces included. */
export interface Shortcode extends Literal {
  type: "shortcode";
  name: string;
  arguments: string[];
  /** Whether it stands alone in its block. */
  block: boolean;
}

/** One key inside a citation group. */
export interface CitationItem {
  key: string;
  prefix: string;
  suffix: string;
  suppressAuthor: boolean;
}
/** `[@a; see @b, p. 3]`, `[-@a]` or, when `narrative`, `@a` in the running text. */
export interface Citation extends Literal {
  type: "citation";
  items: CitationItem[];
  narrative: boolean;
}

/** `@fig-x`, `@Sec-y`, `[-@tbl-z]` and several in one pair of brackets. */
export interface CrossReference extends Literal {
  type: "crossReference";
  /** Labels in lower-case prefix form: `fig-x`. */
  labels: string[];
  /** `@Fig-x`: begins a sentence. */
  capital: boolean;
  /** `[-@fig-x]`: number only. */
  numberOnly: boolean;
  /** `[Figure @fig-x]`: words that stand in for the prefix. */
  prefix?: string;
  /** Words after the last label inside the brackets. */
  suffix?: string;
}

/** `[words]{.class}` */
export interface BracketedSpan extends Parent {
  type: "bracketedSpan";
  attributes: Attributes;
  children: PhrasingContent[];
}
export interface Superscript extends Parent {
  type: "superscript";
  children: PhrasingContent[];
}
export interface Subscript extends Parent {
  type: "subscript";
  children: PhrasingContent[];
}
/** `^[words]` */
export interface InlineNote extends Parent {
  type: "inlineNote";
  children: PhrasingContent[];
}
/** `\index{Training!cost}` or any other TeX command in running text; value is its whole source. */
export interface TexCommand extends Literal {
  type: "texCommand";
  name: string;
}

/** `: **Title**: text {#tbl-x}` beside a table; stored on the table as `caption`. */
export interface Caption extends Parent {
  type: "caption";
  children: PhrasingContent[];
}

/**
 * Pandoc grid, simple or multiline table, read into cells of blocks. A cell of several lines is a rectangle of
 * the source: its position runs from its first to its last word and so covers words of its neighbours; the
 * `runs` of the text inside say exactly what is its own.
 */
export interface BlockTable extends Parent {
  type: "blockTable";
  style: "grid" | "simple" | "multiline";
  columns: {
    align: "left" | "right" | "center" | null /** share of the width, 0 to 1 */;
    width: number | null;
  }[];
  children: BlockTableRow[];
  caption?: Caption;
  attributes?: Attributes | null;
}
export interface BlockTableRow extends Parent {
  type: "blockTableRow";
  header: boolean;
  children: BlockTableCell[];
}
export interface BlockTableCell extends Parent {
  type: "blockTableCell";
  /** The first of the columns it covers, from 0. */
  column: number;
  columnSpan: number;
  rowSpan: number;
  children: RootContent[];
}

export interface DefinitionList extends Parent {
  type: "definitionList";
  children: (DefinitionTerm | DefinitionDescription)[];
}
export interface DefinitionTerm extends Parent {
  type: "definitionTerm";
  children: PhrasingContent[];
}
export interface DefinitionDescription extends Parent {
  type: "definitionDescription";
  children: RootContent[];
}
/** `| line` blocks. */
export interface LineBlock extends Parent {
  type: "lineBlock";
  children: PhrasingContent[];
}
/** What the engine does not read (too large, unbalanced, unknown): kept byte for byte and shown as source. */
export interface Opaque extends Literal {
  type: "opaque";
  reason: string;
}

/** A verbatim stretch of a text node's value: `value[at … at+length)` stands at `source` in the chapter. */
export interface TextRun {
  at: number;
  source: number;
  length: number;
}

/** How an ordered list is numbered; `example` is `(@)`. */
export interface ListNumbering {
  style: "decimal" | "lowerAlpha" | "upperAlpha" | "lowerRoman" | "upperRoman" | "example" | "default";
  delimiter: "period" | "paren" | "parens";
}

declare module "mdast" {
  interface Text {
    /** Present only where `value` is not the exact source slice (escapes, entities, stripped indentation). */
    runs?: TextRun[];
  }
  interface List {
    numbering?: ListNumbering;
  }
  interface RootContentMap {
    div: Div;
    rawBlock: RawBlock;
    blockTable: BlockTable;
    blockTableRow: BlockTableRow;
    blockTableCell: BlockTableCell;
    caption: Caption;
    definitionList: DefinitionList;
    definitionTerm: DefinitionTerm;
    definitionDescription: DefinitionDescription;
    lineBlock: LineBlock;
    opaque: Opaque;
    rawInline: RawInline;
    shortcode: Shortcode;
    citation: Citation;
    crossReference: CrossReference;
    bracketedSpan: BracketedSpan;
    superscript: Superscript;
    subscript: Subscript;
    inlineNote: InlineNote;
    texCommand: TexCommand;
  }
  interface BlockContentMap {
    div: Div;
    shortcode: Shortcode;
    rawBlock: RawBlock;
    blockTable: BlockTable;
    definitionList: DefinitionList;
    lineBlock: LineBlock;
    opaque: Opaque;
  }
  interface PhrasingContentMap {
    rawInline: RawInline;
    shortcode: Shortcode;
    citation: Citation;
    crossReference: CrossReference;
    bracketedSpan: BracketedSpan;
    superscript: Superscript;
    subscript: Subscript;
    inlineNote: InlineNote;
    texCommand: TexCommand;
  }
  /** `attributes` stands on headings, code, links, images, inline code, math and tables where the source has them. */
  interface Heading {
    attributes?: Attributes | null;
  }
  interface Code {
    attributes?: Attributes | null;
    /** `#| key: value` lines at the head of an executable cell, as written. */
    options?: [key: string, value: string][];
    /** How many lines at the head of `value` are those options. */
    optionLines?: number;
    /** ` ```{python} `: an executable cell. */
    executable?: boolean;
  }
  interface InlineCode {
    attributes?: Attributes | null;
    /** `` `{python} x` `` or `` `r x` ``: the engine's name. */
    computed?: string;
  }
  interface Link {
    attributes?: Attributes | null;
  }
  interface LinkReference {
    attributes?: Attributes | null;
  }
  interface ImageReference {
    attributes?: Attributes | null;
  }
  interface Definition {
    attributes?: Attributes | null;
  }
  interface Image {
    attributes?: Attributes | null;
    /** The bracketed words with their markup; `alt` is their plain text. Absent when the brackets are empty. */
    caption?: Caption;
  }
  interface Table {
    caption?: Caption;
    attributes?: Attributes | null;
  }
}
declare module "mdast-util-math" {
  interface Math {
    attributes?: Attributes | null;
  }
  interface InlineMath {
    /** `$$…$$` within a line of text. */
    display?: boolean;
    attributes?: Attributes | null;
  }
}

/** The root of a chapter's tree. Front matter, when there is any, is its first child (`yaml`). */
export type ChapterTree = MdastRoot;
export type { MdastRoot };

/** One of the blocks a chapter is cut into: the unit of hunks, anchors and incremental parsing. */
export interface Block {
  /** Ordinal in the chapter, from 0, in source order, containers before their content. */
  index: number;
  kind: BlockKind;
  /** From the block's first byte to the end of its last line, line ending not included. */
  span: Span;
  /** Index of the fenced div around it, or null. */
  parent: number | null;
  /** How many divs enclose it. */
  depth: number;
  /** `{#id}` where the block carries one. */
  id: string | null;
}

export type BlockKind =
  | "frontMatter"
  | "heading"
  | "paragraph"
  | "list"
  | "quote"
  | "code"
  | "math"
  | "table"
  | "div"
  | "raw"
  | "html"
  | "comment"
  | "shortcode"
  | "footnote"
  | "definition"
  | "definitionList"
  | "lineBlock"
  | "rule"
  | "opaque";
