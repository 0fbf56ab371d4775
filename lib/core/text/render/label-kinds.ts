/** Boxes that Colophon numbers, by class: the word a reference uses, and the label prefix books give them. */
export const numberedBoxes: Record<string, { kind: string; word: string }> = {
  "callout-definition": { kind: "dfn", word: "Definition" },
  "callout-example": { kind: "exmp", word: "Example" },
  "callout-theorem": { kind: "thrm", word: "Theorem" },
  "callout-lemma": { kind: "lem", word: "Lemma" },
  "callout-checkpoint": { kind: "chk", word: "Checkpoint" },
  "callout-principle": { kind: "pri", word: "Principle" },
  "callout-notebook": { kind: "nbk", word: "Napkin math" },
  "callout-lighthouse": { kind: "lhs", word: "Lighthouse" },
  "callout-perspective": { kind: "psp", word: "Perspective" },
  "callout-case-study": { kind: "cs", word: "Case study" },
  "callout-war-story": { kind: "ws", word: "War story" },
};

/** Statements known by the prefix of their label alone, and the box that shows them (https://quarto.org/docs/authoring/cross-references.html#theorems-and-proofs). */
export const statements: Record<string, { box: string; word: string }> = {
  thm: { box: "theorem", word: "Theorem" },
  lem: { box: "lemma", word: "Lemma" },
  cor: { box: "theorem", word: "Corollary" },
  prp: { box: "theorem", word: "Proposition" },
  cnj: { box: "theorem", word: "Conjecture" },
  def: { box: "definition", word: "Definition" },
  exm: { box: "example", word: "Example" },
  exr: { box: "example", word: "Exercise" },
  sol: { box: "example", word: "Solution" },
  rem: { box: "example", word: "Remark" },
};

/** The word before a number, by kind of label. */
export const referenceWords: Record<string, string> = {
  sec: "Section",
  fig: "Figure",
  tbl: "Table",
  lst: "Listing",
  eq: "Equation",
  algo: "Algorithm",
  alg: "Algorithm",
  nte: "Note",
  tip: "Tip",
  wrn: "Warning",
  imp: "Important",
  cau: "Caution",
  ...Object.fromEntries(Object.entries(statements).map(([kind, { word }]) => [kind, word])),
  ...Object.fromEntries(Object.values(numberedBoxes).map(({ kind, word }) => [kind, word])),
};

/** The kind a label's prefix says: `fig` of `fig-x`; null for an id that is no label. */
export function kindOf(label: string): string | null {
  const kind = /^([A-Za-z]+)-/u.exec(label)?.[1]?.toLowerCase();
  return kind && Object.hasOwn(referenceWords, kind) ? kind : null;
}
