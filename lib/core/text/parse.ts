import type { PhrasingContent } from "mdast";
import { Builder } from "./build.ts";
import { readInline } from "./inline.ts";
import { InlineSource } from "./inline-source.ts";
import { dedent, firstInk, type Line, splitLines } from "./lines.ts";
import { normalLabel, readLinkDefinition } from "./link-definition.ts";
import type { Piece } from "./piece.ts";
import { Points } from "./points.ts";
import { scan } from "./scan.ts";
import type { ChapterTree } from "./tree.ts";

/**
 * Read a chapter of Quarto/Pandoc Markdown. Never throws; positions are those of the source as given. What is
 * too large or too deep to be read is an `opaque` node, and time stays linear in the source.
 */
export function parse(source: string): ChapterTree {
  const lines = splitLines(source);
  const pieces = scan(source, lines, { inList: false, chapter: true });
  const points = new Points(source);
  const builder = new Builder(source, points, definitionLabels(source, lines, pieces));
  return { type: "root", children: builder.pieces(pieces, lines), position: points.place(0, source.length) };
}

/** The labels links may refer to, from definitions at the top, in divs, and indented in lists and quotes. */
function definitionLabels(source: string, lines: readonly Line[], pieces: readonly Piece[]): Set<string> {
  const labels = new Set<string>();
  const read = (first: number, last: number): void => {
    const head = lines[first];
    const tail = lines[last - 1];
    if (!head || !tail) return;
    const found = readLinkDefinition(source.slice(firstInk(source, head), tail.to));
    if (found) labels.add(normalLabel(found.label));
  };
  const visit = (piece: Piece): void => {
    if (piece.kind === "definition") read(piece.first, piece.last);
    if (piece.kind === "list" || piece.kind === "quote" || piece.kind === "footnote") {
      for (let at = piece.first; at < piece.last; at++) {
        const line = dedent(source, lines[at] as Line, 64);
        if (source[line.from] === "[" && source.startsWith("]:", source.indexOf("]", line.from)))
          read(at, at + 1);
      }
    }
    for (const child of piece.children) visit(child);
  };
  for (const piece of pieces) visit(piece);
  return labels;
}

/**
 * Read running text alone, such as a caption or a title. `offset` is where it stands in its chapter; lines and
 * columns count from the text's own beginning, and link references stay unresolved.
 */
export function parseInline(text: string, offset = 0): PhrasingContent[] {
  const points = new Points(text);
  const place = (start: number, end: number) => {
    const position = points.place(start - offset, end - offset);
    position.start.offset = start;
    position.end.offset = end;
    return position;
  };
  return readInline(new InlineSource(text, [0], [offset]), { definitions: new Set(), place });
}
