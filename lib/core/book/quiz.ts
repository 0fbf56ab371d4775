import { z } from "zod";
import { type Outcome, ok, refuse } from "../outcome.ts";

export type QuestionKind = "MCQ" | "SHORT" | "TF" | "FILL" | "ORDER" | "CALC";

export interface Question {
  kind: QuestionKind;
  /** Markdown with TeX. */
  question: string;
  choices: string[];
  /** Index of the right choice, where the explanation says which it is. */
  correct: number | null;
  answer: string;
  objective: string | null;
}

export interface SectionQuiz {
  /** Without the `#`. */
  sectionId: string;
  sectionTitle: string;
  questions: Question[];
}

const QuestionShape = z.object({
  question_type: z.enum(["MCQ", "SHORT", "TF", "FILL", "ORDER", "CALC"]),
  question: z.string().max(20_000),
  choices: z.array(z.string().max(5000)).max(12).optional(),
  answer: z.string().max(20_000),
  learning_objective: z.string().max(2000).optional(),
  hidden: z.boolean().optional(),
  _manually_hidden: z.boolean().optional(),
});

const QuizFile = z.object({
  sections: z
    .array(
      z.object({
        section_id: z.string().max(300),
        section_title: z.string().max(500).default(""),
        quiz_data: z.object({
          quiz_needed: z.boolean(),
          questions: z.array(z.unknown()).max(200).optional(),
        }),
      }),
    )
    .max(500),
});

/**
 * The questions of a `*_quizzes.json` file, by section. Hidden questions are left out, and one that does not have the
 * file's own shape is skipped. `input.invalid` when it is not such a file.
 */
export function readQuizzes(text: string, path: string): Outcome<SectionQuiz[]> {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/u, ""));
  } catch {
    return refuse("input.invalid", `${path} is not valid JSON.`, path);
  }
  const file = QuizFile.safeParse(data);
  if (!file.success) return refuse("input.invalid", `${path} does not have the shape of a quiz file.`, path);
  const quizzes = file.data.sections
    .filter((section) => section.quiz_data.quiz_needed)
    .map((section) => ({
      sectionId: section.section_id.replace(/^#/u, ""),
      sectionTitle: section.section_title,
      questions: (section.quiz_data.questions ?? []).flatMap(toQuestion),
    }));
  return ok(quizzes.filter((quiz) => quiz.questions.length > 0));
}

function toQuestion(raw: unknown): Question[] {
  const parsed = QuestionShape.safeParse(raw);
  if (!parsed.success || parsed.data.hidden || parsed.data._manually_hidden) return [];
  const { question_type: kind, question, choices = [], answer, learning_objective } = parsed.data;
  return [
    {
      kind,
      question,
      choices,
      correct: correctChoice(kind, answer, choices.length),
      answer,
      objective: learning_objective ?? null,
    },
  ];
}

/** The right choice is only named in prose: "The correct answer is B. …". */
function correctChoice(kind: QuestionKind, answer: string, count: number): number | null {
  if (kind !== "MCQ") return null;
  const letter = /\b(?:correct (?:answer|option|choice) is|answer:)\s*(?:option\s+)?\(?([A-H])\b/iu.exec(
    answer,
  )?.[1];
  const index = letter ? letter.toUpperCase().charCodeAt(0) - 65 : -1;
  return index >= 0 && index < count ? index : null;
}
