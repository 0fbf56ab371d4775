/** The scanner's result: what each run of lines is, before anything inside it is read. */
import type { Fence, Marker } from "./block-starts.ts";
import type { Line } from "./lines.ts";
import type { Attributes, BlockKind } from "./tree.ts";

/** Lines `first` (inclusive) to `last` (exclusive) of the lines that were scanned. */
export interface LineRange {
  first: number;
  last: number;
}

/** One item of a list as found: its lines and the marker that opened it. */
export interface ItemPiece extends LineRange {
  marker: Marker;
  /** Columns of white space before the marker. */
  indent: number;
}

/** How a table is written. */
export type TableForm = "pipe" | "grid" | "simple" | "multiline";

export interface Piece extends LineRange {
  kind: BlockKind;
  id: string | null;
  /** Divs only, else empty. */
  children: Piece[];
  attributes?: Attributes | null;
  closed?: boolean;
  setext?: boolean;
  fence?: Fence;
  items?: ItemPiece[];
  table?: { form: TableForm; rows: LineRange; caption: LineRange | null };
  reason?: string;
}

/** Bounds that keep hostile input cheap; no chapter of the books looked at comes near them. */
export const limits = {
  /** Divs in divs; what is deeper is one opaque block. */
  divDepth: 32,
  /** Lists, quotes, notes and cells inside one another. */
  containerDepth: 24,
  /** Characters of running text that are read as one. */
  inlineLength: 65_536,
  /** Emphasis, links and spans inside one another; deeper markup stays literal. */
  inlineDepth: 64,
  /** Columns of one table. */
  tableColumns: 256,
  /** Lines looked ahead for the end of a construct that may not be one. */
  lookahead: 2_000,
} as const;

/** The lines a scanner works on, and the source they point into. */
export interface Lines {
  source: string;
  lines: readonly Line[];
}
