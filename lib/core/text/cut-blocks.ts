import { splitLines } from "./lines.ts";
import type { Piece } from "./piece.ts";
import { scan } from "./scan.ts";
import type { Block } from "./tree.ts";

/**
 * Cut a chapter into its blocks, containers before their content. Never throws. The spans of blocks without a
 * parent do not overlap, stand in source order, and nothing but white space (and a byte order mark) lies
 * between them; a div's content lies within its span. Linear in the source.
 */
export function cutBlocks(source: string): Block[] {
  const lines = splitLines(source);
  const blocks: Block[] = [];
  const visit = (pieces: readonly Piece[], parent: number | null, depth: number): void => {
    for (const piece of pieces) {
      const start = lines[piece.first]?.from ?? source.length;
      const end = lines[piece.last - 1]?.to ?? source.length;
      const index = blocks.length;
      blocks.push({ index, kind: piece.kind, span: { start, end }, parent, depth, id: piece.id });
      // Divs nest only as deep as the scanner lets them.
      visit(piece.children, index, depth + 1);
    }
  };
  visit(scan(source, lines, { inList: false, chapter: true }), null, 0);
  return blocks;
}
