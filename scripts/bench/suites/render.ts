import { formatWorks, renderContext } from "#lib/core/book/index.ts";
import { examineChapter, renderChapter } from "#lib/core/text/render/index.ts";
import { type BenchBook, benchBook, longest } from "../book.ts";
import { median, throughput, timed } from "../measure.ts";
import { pandocTime } from "../pandoc.ts";
import { type Row, row } from "../row.ts";

/** How fast chapters are drawn in one thread: numbering, references, math, code, citations, sanitising included. */
export async function run(): Promise<Row[]> {
  const book = await benchBook();
  const draw = (chapter: BenchBook["chapters"][number]) => {
    const { uses } = examineChapter(chapter.source, chapter.number);
    const context = renderContext(uses, book.whole.surroundings, chapter);
    return renderChapter(chapter.source, { ...context, works: formatWorks(Object.values(context.works)) });
  };
  const most = longest(book);
  const { ms: cold } = await timed(() => draw(most));
  const warm = await median(3, () => draw(most));
  const { ms: whole } = await timed(() => {
    for (const chapter of book.chapters) draw(chapter);
  });
  const pandoc = pandocTime(book);
  return [
    row(
      "render",
      `whole book (${book.chapters.length} chapters), one thread`,
      throughput(book.bytes, whole),
      "MB/s",
      {
        peer: pandoc === null ? null : { name: "pandoc", value: throughput(book.bytes, pandoc) },
      },
    ),
    row("render", `longest chapter (${Math.round(most.bytes / 1000)} kB), first time`, cold, "ms"),
    row("render", `longest chapter (${Math.round(most.bytes / 1000)} kB), again`, warm, "ms"),
  ];
}
