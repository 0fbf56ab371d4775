import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { Span } from "#lib/core/text/index.ts";
import { cutPieces, type Pieces } from "./pieces.ts";

/** Words of a chapter's source, with what is needed to find and to check them. */
export interface Anchor {
  /** Ordinal of the block the words begin in, as cutBlocks counts; -1 outside every block. */
  blockIndex: number;
  /** Hash of that block's source text. */
  blockHash: string;
  /** The source text itself, `source.slice(start, end)`. */
  quote: string;
  /** Source text just before and after, up to 48 characters. */
  prefix: string;
  suffix: string;
  /** UTF-16 offsets in the chapter. */
  start: number;
  end: number;
}

const contextLength = 48;
/** No erratum needs more; it keeps anchors small enough to store and to compare. */
export const longestQuote = 4000;

/** Anchor a range of a chapter. Problems: input.invalid, input.too-large. */
export function makeAnchor(source: string, span: Span): Outcome<Anchor> {
  const { start, end } = span;
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > source.length || start >= end)
    return refuse("input.invalid", "These words are not in the chapter.");
  if (end - start > longestQuote)
    return refuse("input.too-large", `Please choose fewer words: at most ${longestQuote} characters.`);
  return ok(anchorIn(cutPieces(source), { start, end }));
}

/** Anchor a range of a chapter that is cut already. */
export function anchorIn(pieces: Pieces, { start, end }: Span): Anchor {
  const { source } = pieces;
  const piece = pieces.list[pieceAt(pieces, start)];
  return {
    blockIndex: piece?.block ?? -1,
    blockHash: hashOf(piece?.text ?? ""),
    quote: source.slice(start, end),
    prefix: wholeCharacters(source.slice(Math.max(0, start - contextLength), start)),
    suffix: wholeCharacters(source.slice(end, end + contextLength)),
    start,
    end,
  };
}

/** The piece that holds an offset, or that stands before the white space at it; -1 before the first. */
export function pieceAt(pieces: Pieces, offset: number): number {
  let low = 0;
  let high = pieces.list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces.list[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export function hashOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 16);
}

/** Cut off half a surrogate pair at either end. */
function wholeCharacters(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "");
}
