/** A chapter cut into what the preview draws piece by piece. */
import { type Block, cutBlocks } from "#lib/core/text/index.ts";

export interface Piece {
  /** Where it stands in the source. */
  start: number;
  end: number;
  /** Its own source; empty for what shows nothing where it stands. */
  own: string;
}

/** A chapter in pieces. Long chapters are cut again as they are typed, so only what is looked at is looked into. */
export interface Cut {
  pieces: readonly Piece[];
  /** What is drawn for a piece: its source, with the notes and link targets that it names. */
  drawn(piece: Piece): string;
}

const named = /\[\^?([^\]\s[][^\][]{0,200})\](?!\()/gu;
const unseen = new Set<Block["kind"]>(["frontMatter", "comment", "footnote", "definition"]);

/** The chapter's top-level blocks. What defines a note or a link target is drawn where it is named. */
export function cutPieces(source: string): Cut {
  const blocks = cutBlocks(source).filter((block) => block.parent === null);
  const defined = definitionsOf(source, blocks);
  return {
    pieces: blocks.map(({ kind, span: { start, end } }) => ({
      start,
      end,
      own: unseen.has(kind) ? "" : source.slice(start, end),
    })),
    drawn({ own }) {
      if (own === "" || defined.size === 0) return own;
      const needed = new Set<string>();
      for (const [bracket] of own.matchAll(named)) {
        const definition = defined.get(bracket.toLowerCase());
        if (definition) needed.add(definition);
      }
      return [own, ...needed].join("\n\n");
    },
  };
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
  while (head < shorter && before[head]?.own === after[head]?.own) head++;
  let tail = 0;
  while (
    tail < shorter - head &&
    before[before.length - 1 - tail]?.own === after[after.length - 1 - tail]?.own
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
