import { dedent, firstInk, type Line } from "./lines.ts";
import { normalLabel, readLinkDefinition } from "./link-definition.ts";
import type { Piece } from "./piece.ts";

/** The labels links may refer to, from definitions at the top, in divs, and indented in lists and quotes. */
export function definitionLabels(source: string, lines: readonly Line[], pieces: readonly Piece[]): string[] {
  const labels: string[] = [];
  const read = (first: number, last: number): void => {
    const head = lines[first];
    const tail = lines[last - 1];
    if (!head || !tail) return;
    const found = readLinkDefinition(source.slice(firstInk(source, head), tail.to));
    if (found) labels.push(normalLabel(found.label));
  };
  const visit = (piece: Piece): void => {
    if (piece.kind === "definition") read(piece.first, piece.last);
    if (piece.kind === "list" || piece.kind === "quote" || piece.kind === "footnote") {
      for (let at = piece.first; at < piece.last; at++) {
        const line = dedent(source, lines[at] as Line, 64);
        if (source[line.from] === "[" && line.from < line.to) read(at, at + 1);
      }
    }
    for (const child of piece.children) visit(child);
  };
  for (const piece of pieces) visit(piece);
  return labels;
}
