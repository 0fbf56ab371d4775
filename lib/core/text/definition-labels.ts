import { firstInk, type Line } from "./lines.ts";
import { normalLabel, readLinkDefinition } from "./link-definition.ts";
import type { Piece } from "./piece.ts";

/** The labels links may refer to, from definitions at the top, in divs, and indented in lists and quotes. */
export function definitionLabels(source: string, lines: readonly Line[], pieces: readonly Piece[]): string[] {
  const labels: string[] = [];
  const read = (head: Line | undefined, last: number): void => {
    const tail = lines[last - 1];
    if (!head || !tail) return;
    const found = readLinkDefinition(source.slice(firstInk(source, head), tail.to));
    if (found) labels.push(normalLabel(found.label));
  };
  const visit = (piece: Piece): void => {
    if (piece.kind === "definition") read(lines[piece.first], piece.last);
    if (piece.kind === "list" || piece.kind === "quote" || piece.kind === "footnote") {
      for (let at = piece.first; at < piece.last; at++) {
        const line = lines[at] as Line;
        const sign = /^(?:[ \t]*>)*[ \t]*/u.exec(source.slice(line.from, line.to))?.[0].length ?? 0;
        if (source[line.from + sign] === "[") read({ ...line, from: line.from + sign }, at + 1);
      }
    }
    for (const child of piece.children) visit(child);
  };
  for (const piece of pieces) visit(piece);
  return labels;
}
