/** A chapter cut into what the preview draws piece by piece. */
import { type Block, cutBlocks } from "#lib/core/text/index.ts";

export interface Piece {
  /** Where it stands in the source. */
  start: number;
  end: number;
  /** What is drawn: its source, with the notes and link targets that it names. */
  text: string;
}

const named = /\[\^?([^\]\s[][^\][]{0,200})\](?!\()/gu;

/** The chapter's top-level blocks. What defines a note or a link target is drawn where it is named. */
export function piecesOf(source: string): Piece[] {
  const blocks = cutBlocks(source).filter((block) => block.parent === null);
  const defined = definitionsOf(source, blocks);
  return blocks.map(({ kind, span: { start, end } }) => {
    const own = source.slice(start, end);
    if (kind === "frontMatter" || kind === "comment" || kind === "footnote" || kind === "definition")
      return { start, end, text: "" };
    if (defined.size === 0) return { start, end, text: own };
    const needed = new Set<string>();
    for (const [bracket] of own.matchAll(named)) {
      const definition = defined.get(bracket.toLowerCase());
      if (definition) needed.add(definition);
    }
    return { start, end, text: [own, ...needed].join("\n\n") };
  });
}

function definitionsOf(source: string, blocks: readonly Block[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { kind, span } of blocks) {
    if (kind !== "footnote" && kind !== "definition") continue;
    const text = source.slice(span.start, span.end);
    const label = /^\s*(\[[^\]]+\]):/u.exec(text)?.[1]?.toLowerCase();
    if (label && !found.has(label)) found.set(label, text);
  }
  return found;
}

/** For each new piece the old one whose picture stands in for it until it is drawn, or -1. */
export function standIns(before: readonly Piece[], after: readonly Piece[]): number[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head]?.text === after[head]?.text) head++;
  let tail = 0;
  while (
    tail < shorter - head &&
    before[before.length - 1 - tail]?.text === after[after.length - 1 - tail]?.text
  )
    tail++;
  const old = before.length - tail;
  const changed = after.length - tail;
  return after.map((_piece, index) => {
    if (index < head) return index;
    if (index >= changed) return index - changed + old;
    return index < old ? index : -1;
  });
}

/** The piece at an offset: the last one that begins at or before it. */
export function pieceAt(pieces: readonly Pick<Piece, "start">[], offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
