import type { ChapterView } from "#lib/features/read-chapter.ts";
import { DrawnHtml } from "#lib/ui/index.ts";

type Quiz = ChapterView["quizzes"][number];
type Question = Quiz["questions"][number];

const kindWords: Record<Question["kind"], string> = {
  MCQ: "Choose one",
  SHORT: "Answer in your own words",
  TF: "True or false?",
  FILL: "Fill the gap",
  ORDER: "Put in order",
  CALC: "Work it out",
};

/** Questions on one section, folded away. Choosing an answer says at once whether it is right, without scripts. */
export function SectionQuiz({ quiz }: { quiz: Quiz }) {
  const count = quiz.questions.length;
  return (
    <details className="quiz">
      <summary>
        <span className="quiz-title">Check yourself</span>{" "}
        <span className="quiz-on">{quiz.sectionTitle}</span>{" "}
        <span className="quiz-count">
          {count} {count === 1 ? "question" : "questions"}
        </span>
      </summary>
      <ol className="quiz-questions">
        {quiz.questions.map((question, index) => (
          <li key={question.questionHtml}>
            <QuestionOf question={question} name={`ui-quiz-${quiz.sectionId}-${index}`} />
          </li>
        ))}
      </ol>
      <p className="quiz-back">
        <a href={`#${quiz.sectionId}`}>Back to the section</a>
      </p>
    </details>
  );
}

function QuestionOf({ question, name }: { question: Question; name: string }) {
  return (
    <>
      <p className="quiz-kind">{kindWords[question.kind]}</p>
      <DrawnHtml className="quiz-question" html={question.questionHtml} />
      {question.choices.length > 0 && <Choices question={question} name={name} />}
      <details className="quiz-answer">
        <summary>{question.choices.length > 0 ? "Why" : "Answer"}</summary>
        <DrawnHtml className="quiz-explanation" html={question.answerHtml} />
      </details>
    </>
  );
}

/** Where the right choice is not known for certain, nothing is called wrong. */
function Choices({ question, name }: { question: Question; name: string }) {
  const judged = question.choices.filter((choice) => choice.correct).length === 1;
  return (
    <fieldset className="quiz-choices">
      <legend className="visually-hidden">Choices</legend>
      {question.choices.map((choice) => (
        <label key={choice.label} data-right={judged ? choice.correct : undefined}>
          <input type="radio" name={name} value={choice.label} />
          <span className="quiz-label">{choice.label}</span>
          <DrawnHtml className="quiz-choice" html={choice.html} />
          {judged && <span className="quiz-verdict">{choice.correct ? "Right" : "Not this one"}</span>}
        </label>
      ))}
    </fieldset>
  );
}
