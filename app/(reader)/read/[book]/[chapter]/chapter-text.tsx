import type { ChapterView } from "#lib/features/read-chapter.ts";
import { cutAtSections, DrawnHtml } from "#lib/ui/index.ts";
import { SectionQuiz } from "./section-quiz.tsx";

/** The chapter's text, with the questions on each section after it. */
export function ChapterText({ chapter }: { chapter: ChapterView }) {
  const quizzes = new Map(chapter.quizzes.map((quiz) => [quiz.sectionId, quiz]));
  const { pieces, lost } = cutAtSections(chapter.html, [...quizzes.keys()]);
  const quizOn = (section: string) => {
    const quiz = quizzes.get(section);
    return quiz && <SectionQuiz key={section} quiz={quiz} />;
  };
  return (
    <div
      id="ui-text"
      className="prose"
      data-book={chapter.book.slug}
      data-chapter={chapter.slug}
      data-commit={chapter.commit}
    >
      {pieces.map((piece) => [
        <DrawnHtml key={`before ${piece.ends.join()}`} className="prose-piece" html={piece.html} />,
        ...piece.ends.map(quizOn),
      ])}
      {lost.map(quizOn)}
    </div>
  );
}
