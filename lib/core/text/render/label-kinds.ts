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

/** The word before a number, by kind of label. */
export const referenceWords: Record<string, string> = {
  sec: "Section",
  fig: "Figure",
  tbl: "Table",
  lst: "Listing",
  eq: "Equation",
  algo: "Algorithm",
  alg: "Algorithm",
  thm: "Theorem",
  def: "Definition",
  exm: "Example",
  ...Object.fromEntries(Object.values(numberedBoxes).map(({ kind, word }) => [kind, word])),
};

/** The kind a label's prefix says: `fig` of `fig-x`; null for an id that is no label. */
export function kindOf(label: string): string | null {
  const kind = /^([A-Za-z]+)-/u.exec(label)?.[1]?.toLowerCase();
  return kind && kind in referenceWords ? kind : null;
}
