/** Every node of the document, one file each. The order is that of the schema: the first block is the default one. */
import type { AtomConstruct, BlockConstruct } from "../document/construct.ts";
import { blockquote } from "./blockquote.ts";
import { citation } from "./citation.ts";
import { codeBlock } from "./code-block.ts";
import { crossReference } from "./cross-reference.ts";
import { definitionDescription } from "./definition-description.ts";
import { definitionList } from "./definition-list.ts";
import { definitionTerm } from "./definition-term.ts";
import { div } from "./div.ts";
import { figure } from "./figure.ts";
import { footnoteDefinition } from "./footnote-definition.ts";
import { footnoteReference } from "./footnote-reference.ts";
import { frontMatter } from "./front-matter.ts";
import { hardBreak } from "./hard-break.ts";
import { heading } from "./heading.ts";
import { inlineHtml } from "./inline-html.ts";
import { inlineImage } from "./inline-image.ts";
import { inlineIsland } from "./inline-island.ts";
import { inlineMath } from "./inline-math.ts";
import { inlineRaw } from "./inline-raw.ts";
import { inlineShortcode } from "./inline-shortcode.ts";
import { island } from "./island.ts";
import { lineBlock } from "./line-block.ts";
import { bulletList, orderedList } from "./list.ts";
import { listItem } from "./list-item.ts";
import { mathBlock } from "./math-block.ts";
import { paragraph } from "./paragraph.ts";
import { rawBlock } from "./raw-block.ts";
import { table, tableFigure } from "./table.ts";
import { tableCaption } from "./table-caption.ts";
import { gridCell, gridHeader, tableCell, tableHeader } from "./table-cell.ts";
import { tableRow } from "./table-row.ts";
import { texCommand } from "./tex-command.ts";
import { thematicBreak } from "./thematic-break.ts";

export const blockConstructs: readonly BlockConstruct[] = [
  figure,
  paragraph,
  heading,
  bulletList,
  orderedList,
  listItem,
  blockquote,
  div,
  codeBlock,
  mathBlock,
  rawBlock,
  tableFigure,
  table,
  tableRow,
  tableCell,
  tableHeader,
  gridCell,
  gridHeader,
  tableCaption,
  footnoteDefinition,
  definitionList,
  definitionTerm,
  definitionDescription,
  lineBlock,
  thematicBreak,
  frontMatter,
  island,
];

export const atomConstructs: readonly AtomConstruct[] = [
  citation,
  crossReference,
  inlineMath,
  inlineImage,
  footnoteReference,
  inlineRaw,
  inlineShortcode,
  texCommand,
  inlineHtml,
  inlineIsland,
  hardBreak,
];
