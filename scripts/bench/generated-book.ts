/** Books of any size, the same at each run, for what grows with the number of files. */

const nouns = [
  "system",
  "model",
  "number",
  "reader",
  "measure",
  "cache",
  "layer",
  "weight",
  "graph",
  "device",
];
const verbs = ["shows", "needs", "moves", "holds", "gives", "meets", "takes", "keeps", "finds", "costs"];

/** About 12 kB of Quarto Markdown, another text for each number. */
export function wordsOf(chapter: number): string {
  let state = chapter * 2_654_435_761;
  const pick = (words: readonly string[]): string => {
    // A linear congruential generator: what is random here has to come out the same at each run.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return words[state % words.length] ?? "";
  };
  const sentence = () => `The ${pick(nouns)} ${pick(verbs)} the ${pick(nouns)} of a ${pick(nouns)}.`;
  const paragraph = () => Array.from({ length: 6 }, sentence).join(" ");
  const section = (at: number) =>
    [
      `## Section ${at} {#sec-${chapter}-${at}}`,
      paragraph(),
      `$$ x_{${at}} = ${chapter} $$ {#eq-${chapter}-${at}}`,
      `See @sec-${chapter}-${at} and **${pick(nouns)}**. ${paragraph()}`,
      `- ${sentence()}\n- ${sentence()}`,
    ].join("\n\n");
  return [
    `# Chapter ${chapter} {#sec-${chapter}}`,
    ...Array.from({ length: 15 }, (_, at) => section(at + 1)),
  ].join("\n\n");
}

/** The files of a book with so many chapters, by path. */
export function generatedBook(chapters: number): Record<string, string> {
  const names = Array.from({ length: chapters }, (_, at) => `chapter-${at + 1}.qmd`);
  const manifest = [
    "project:\n  type: book",
    'book:\n  title: "A generated book"\n  chapters:\n    - index.qmd',
    ...names.map((name) => `    - ${name}`),
  ].join("\n");
  return {
    "_quarto.yml": `${manifest}\n`,
    "index.qmd": "# Preface {.unnumbered}\n\nIt begins.\n",
    ...Object.fromEntries(names.map((name, at) => [name, `${wordsOf(at + 1)}\n`])),
  };
}
