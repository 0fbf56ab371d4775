import type { PhrasingContent } from "mdast";
import { readInline } from "./inline.ts";
import { InlineSource } from "./inline-source.ts";
import { Points } from "./points.ts";
import { read } from "./reading.ts";
import type { ChapterTree } from "./tree.ts";

/**
 * Read a chapter of Quarto/Pandoc Markdown. Never throws; positions are those of the source as given. What is
 * too large or too deep to be read is an `opaque` node, and time stays linear in the source.
 */
export function parse(source: string): ChapterTree {
  return read(source).tree;
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
