import { carryAnchors } from "#lib/core/prose/index.ts";
import type { BookState, ChapterRecord, OpenAnchor } from "../ports/index.ts";

/** Follow the words of every report from the old text of its chapter to the new one. */
export function carryErrata(
  last: { chapters: readonly ChapterRecord[]; anchors: readonly OpenAnchor[] },
  chapters: readonly ChapterRecord[],
  head: string,
): BookState["anchors"] {
  const before = new Map(last.chapters.map((chapter) => [chapter.id, chapter.source]));
  return chapters.flatMap((record) => {
    const from = before.get(record.id);
    const mine = last.anchors.filter((each) => each.chapterId === record.id);
    if (mine.length === 0 || !from || !record.source || from === record.source) return [];
    const carried = carryAnchors(
      mine.map((each) => each.anchor),
      from,
      record.source,
    );
    return carried.map((result, index) => ({
      erratumId: mine[index]!.erratumId,
      anchor: result.state === "kept" || result.state === "moved" ? result.anchor : null,
      commit: head,
    }));
  });
}
