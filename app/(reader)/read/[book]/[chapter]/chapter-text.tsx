import type { ChapterView } from "#lib/features/read-chapter.ts";
import { cutAtSections, leaveHtml, StillHtml } from "#lib/ui/index.ts";
import { SectionQuiz } from "./section-quiz.tsx";

/** The chapter's text, with the questions on each section after it. */
export function ChapterText({ chapter }: { chapter: ChapterView }) {
  const quizzes = new Map(chapter.quizzes.map((quiz) => [quiz.sectionId, quiz]));
  const { pieces, lost } = cutAtSections(chapter.html, [...quizzes.keys()]);
  const quizOn = (section: string) => {
    const quiz = quizzes.get(section);
    return quiz && <SectionQuiz key={section} quiz={quiz} />;
  };
  const place = `${chapter.book.slug}/${chapter.slug}@${chapter.commit}`;
  return (
    <div
      id="ui-text"
      className="prose"
      data-book={chapter.book.slug}
      data-chapter={chapter.slug}
      data-commit={chapter.commit}
    >
      {pieces.map((piece, index) => [
        <Piece key={`before ${piece.ends.join()}`} name={`${place} ${index}`} html={piece.html} />,
        ...piece.ends.map(quizOn),
      ])}
      {lost.map(quizOn)}
    </div>
  );
}

/** A stretch of text that only the HTML carries. */
function Piece({ name, html }: { name: string; html: string }) {
  leaveHtml(name, html);
  return <StillHtml name={name} className="prose-piece" />;
}
