import type { ChapterQuizzes } from "#lib/features/ports/index.ts";
import { DrawnHtml } from "#lib/ui/index.ts";

const kindWords = {
  MCQ: "Choose one",
  SHORT: "Answer in your own words",
  TF: "True or false",
  FILL: "Fill the gap",
  ORDER: "Put in order",
  CALC: "Work it out",
};

/** Questions on the chapter, section by section; the answer is behind a fold, so that it works without scripts. */
export function Quizzes({ sections }: { sections: ChapterQuizzes["sections"] }) {
  if (sections.length === 0) return null;
  return (
    <section className="quizzes" aria-labelledby="ui-quizzes">
      <h2 id="ui-quizzes">Check your understanding</h2>
      {sections.map((section) => (
        <details key={section.sectionId} className="quiz">
          <summary>
            {section.sectionTitle} <span className="quiz-count">{section.questions.length} questions</span>
          </summary>
          <ol>
            {section.questions.map((question) => (
              <li key={question.questionHtml}>
                <p className="quiz-kind">{kindWords[question.kind]}</p>
                <DrawnHtml html={question.questionHtml} />
                {question.choices.length > 0 && (
                  <ol className="quiz-choices">
                    {question.choices.map((choice) => (
                      <li key={choice.label}>
                        <DrawnHtml html={choice.html} />
                      </li>
                    ))}
                  </ol>
                )}
                <details className="quiz-answer">
                  <summary>Answer</summary>
                  <DrawnHtml html={question.answerHtml} />
                </details>
              </li>
            ))}
          </ol>
          <p>
            <a href={`#${section.sectionId}`}>Back to the section</a>
          </p>
        </details>
      ))}
    </section>
  );
}
