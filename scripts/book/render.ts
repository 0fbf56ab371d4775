import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { formatWorks, renderContext } from "#lib/core/book/index.ts";
import { examineChapter, renderChapter } from "#lib/core/text/render/index.ts";
import { openFolderBook } from "./folder-book.ts";

/** Draw one chapter in the surroundings of its book. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { root: { type: "string" }, manifest: { type: "string" } },
  });
  const [file] = positionals;
  if (!file || !values.root) {
    process.stderr.write("render <file> --root DIR [--manifest M]\n");
    return 1;
  }
  const book = await openFolderBook(values.root, values.manifest);
  if (!book.ok) {
    process.stderr.write(`${book.problem.message}\n`);
    return 1;
  }
  const path = relative(book.value.folder, resolve(file)).replaceAll("\\", "/");
  const source = await readFile(file, "utf8");
  const chapter = book.value.chapters.find((each) => each.path === path) ?? {
    path,
    slug: "chapter",
    number: null,
  };
  const own = examineChapter(source, chapter.number).uses;
  const uses = await book.value.takeIncludes(path, own);
  const context = renderContext(uses, book.value.surroundings, chapter);
  const rendering = renderChapter(source, { ...context, works: formatWorks(Object.values(context.works)) });
  process.stdout.write(`${rendering.html}\n`);
  for (const warning of rendering.warnings) {
    process.stderr.write(`${file}:${warning.line}: ${warning.message} (${warning.code})\n`);
  }
  return 0;
}
