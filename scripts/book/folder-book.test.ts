import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatWorks, renderContext } from "#lib/core/book/index.ts";
import { examineChapter, renderChapter } from "#lib/core/text/render/index.ts";
import { openFolderBook } from "./folder-book.ts";

describe("a book in a folder", () => {
  it("is drawn with the texts its chapters include", async () => {
    const folder = join(import.meta.dirname, "../../content");
    const book = await openFolderBook(folder);
    if (!book.ok) throw new Error(book.problem.message);
    const chapter = book.value.chapters.find(({ path }) => path === "index.qmd");
    if (!chapter) throw new Error("The sample book has no front page.");
    const source = await readFile(join(folder, chapter.path), "utf8");
    const uses = await book.value.takeIncludes(chapter.path, examineChapter(source, null).uses);
    expect(uses.includes).toEqual(["contents/frontmatter/_reading_order.qmd"]);
    const context = renderContext(uses, book.value.surroundings, chapter);
    const drawn = renderChapter(source, { ...context, works: formatWorks(Object.values(context.works)) });
    expect(drawn.warnings).toEqual([]);
  });
});
