import { type BookSurroundings, folderOf, readQuizzes, renderContext } from "#lib/core/book/index.ts";
import { rendererVersion } from "#lib/core/text/render/index.ts";
import type { ChapterQuizzes, ChapterRecord, Renderer, RepositoryEntry } from "../ports/index.ts";
import type { Texts } from "./texts.ts";

type Warning = { message: string; path: string; line: number | null };

const nothing = { labels: [], works: [], files: [], links: [], includes: [] };

/** The quizzes beside a chapter, drawn; as they were when their file did not change. */
export async function drawQuizzes(
  renderer: Renderer,
  chapter: ChapterRecord,
  book: BookSurroundings,
  files: ReadonlyMap<string, RepositoryEntry>,
  read: Texts,
): Promise<{ quizzes: ChapterQuizzes | null; warnings: Warning[] }> {
  const path = quizFile(chapter.path, files);
  const entry = path === null ? undefined : files.get(path);
  if (!entry) return { quizzes: null, warnings: [] };
  const key = `${rendererVersion} ${entry.blob}`;
  if (chapter.quizzes?.key === key) return { quizzes: chapter.quizzes, warnings: [] };
  const text = (await read([entry.path])).get(entry.path);
  const parsed = readQuizzes(text ?? "", entry.path);
  if (!parsed.ok)
    return { quizzes: null, warnings: [{ message: parsed.problem.message, path: entry.path, line: null }] };
  const questions = parsed.value.flatMap((section) => section.questions);
  const sources = questions.flatMap((question) => [question.question, question.answer, ...question.choices]);
  const drawn = await renderer.run({
    kind: "fragments",
    sources,
    context: renderContext(nothing, book, chapter),
  });
  if (!drawn.ok)
    return { quizzes: null, warnings: [{ message: drawn.problem.message, path: entry.path, line: null }] };
  const html = drawn.value[Symbol.iterator]();
  const next = () => html.next().value ?? "";
  const sections = parsed.value.map(({ sectionId, sectionTitle, questions: list }) => ({
    sectionId,
    sectionTitle,
    questions: list.map((question) => ({
      kind: question.kind,
      questionHtml: next(),
      answerHtml: next(),
      choices: question.choices.map((_, at) => ({
        label: String.fromCharCode(65 + at),
        html: next(),
        correct: at === question.correct,
      })),
      objective: question.objective,
    })),
  }));
  const ids = new Set((chapter.labels ?? []).map((label) => label.label));
  const lost = sections.filter((section) => !ids.has(section.sectionId));
  const warnings = lost.map((section) => ({
    message: `The quiz for “${section.sectionTitle}” names a section that is not in the chapter (${section.sectionId}).`,
    path: entry.path,
    line: null,
  }));
  return { quizzes: { key, sections }, warnings: chapter.labels ? warnings : [] };
}

/** `<chapter>_quizzes.json` beside the chapter. */
function quizFile(path: string, files: ReadonlyMap<string, RepositoryEntry>): string | null {
  const folder = folderOf(path);
  const name = (path.split("/").at(-1) ?? "").replace(/\.\w+$/u, "");
  const file = `${folder === "" ? "" : `${folder}/`}${name}_quizzes.json`;
  return files.has(file) ? file : null;
}
