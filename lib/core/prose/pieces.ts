import { type Block, type BlockKind, cutBlocks } from "#lib/core/text/index.ts";

/**
 * A chapter as a flat row of pieces that covers it byte for byte: a block without blocks inside is one
 * piece, a fenced div gives one for its opening and one for its closing line. The white space after a
 * piece is its gap.
 */
export interface Piece {
  kind: BlockKind | "divOpen" | "divClose";
  /** UTF-16 offsets of the text without the gap. */
  start: number;
  end: number;
  text: string;
  gap: string;
  id: string | null;
  /** Index of the block in cutBlocks(source); null for text that no block claims. */
  block: number | null;
  /** What two pieces have in common when they are taken for one and the same. */
  key: string;
}

export interface Pieces {
  source: string;
  /** White space before the first piece. */
  lead: string;
  list: Piece[];
}

interface Range {
  start: number;
  end: number;
  kind: Piece["kind"];
  block: Block | null;
}

/** Cut a chapter into pieces. `lead` and every `text + gap` joined are the source. */
export function cutPieces(source: string): Pieces {
  const ranges = fillBetween(source, rangesOf(source, cutBlocks(source)));
  const list: Piece[] = [];
  const openings = new Map<number, string>();
  for (let i = 0; i < ranges.length; i++) {
    const { start, end, kind, block } = ranges[i]!;
    const text = source.slice(start, end);
    if (kind === "divOpen" && block !== null) openings.set(block.index, text);
    // A closing fence is the same only together with its opening one; else `:::` pairs with any `:::`.
    const key = kind === "divClose" && block !== null ? `${text}\n${openings.get(block.index) ?? ""}` : text;
    const gap = source.slice(end, ranges[i + 1]?.start ?? source.length);
    list.push({ kind, start, end, text, gap, id: block?.id ?? null, block: block?.index ?? null, key });
  }
  return { source, lead: source.slice(0, list[0]?.start ?? source.length), list };
}

function rangesOf(source: string, blocks: Block[]): Range[] {
  const ranges: Range[] = [];
  for (const block of blocks) {
    const { start, end } = wholeLines(source, block.span.start, block.span.end);
    if (block.kind !== "div") {
      ranges.push({ start, end, kind: block.kind, block });
      continue;
    }
    const lineEnd = endOfLine(source, block.span.start);
    ranges.push({ ...wholeLines(source, start, Math.min(lineEnd, end)), kind: "divOpen", block });
    const lastLine = source.lastIndexOf("\n", Math.max(end - 1, 0)) + 1;
    if (lastLine > lineEnd && /^[ \t>]*:{3,}\s*$/.test(source.slice(lastLine, end)))
      ranges.push({ start: lastLine, end, kind: "divClose", block });
  }
  return ranges.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Widen to the indentation before, narrow by the white space at the end. */
function wholeLines(source: string, from: number, to: number): { start: number; end: number } {
  let start = from;
  while (start > 0 && (source[start - 1] === " " || source[start - 1] === "\t")) start--;
  if (start > 0 && source[start - 1] !== "\n") start = from;
  let end = to;
  while (end > start && /\s/.test(source[end - 1]!)) end--;
  return { start, end };
}

function endOfLine(source: string, offset: number): number {
  const end = source.indexOf("\n", offset);
  return end < 0 ? source.length : end;
}

/** Keep ranges apart and give text that no block claims a piece of its own. */
function fillBetween(source: string, ranges: Range[]): Range[] {
  const filled: Range[] = [];
  let reached = 0;
  const fill = (until: number): void => {
    const between = source.slice(reached, until);
    const first = between.search(/\S/);
    if (first < 0) return;
    const end = reached + between.trimEnd().length;
    const { start } = wholeLines(source, reached + first, end);
    filled.push({ start: Math.max(start, reached), end, kind: "opaque", block: null });
  };
  for (const range of ranges) {
    const start = Math.max(range.start, reached);
    if (range.end <= start) continue;
    fill(start);
    filled.push({ ...range, start });
    reached = range.end;
  }
  fill(source.length);
  return filled;
}
