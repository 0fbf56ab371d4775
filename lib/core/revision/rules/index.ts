import type { Rule } from "../rule.ts";
import { doubledWords } from "./doubled-words.ts";
import { duplicateLabels } from "./duplicate-labels.ts";
import { footnotes } from "./footnotes.ts";
import { glossarySpelling } from "./glossary-spelling.ts";
import { headingLevels } from "./heading-levels.ts";
import { hiddenCharacters } from "./hidden-characters.ts";
import { missingAlt } from "./missing-alt.ts";
import { missingFigure } from "./missing-figure.ts";
import { unclosedDivs } from "./unclosed-divs.ts";
import { unlinkedReferences } from "./unlinked-references.ts";
import { unresolvedCitations } from "./unresolved-citations.ts";
import { unresolvedReferences } from "./unresolved-references.ts";

/** Every rule, in the order of the rule list shown to people. */
export const rules: readonly Rule[] = [
  unresolvedReferences,
  unresolvedCitations,
  duplicateLabels,
  footnotes,
  unclosedDivs,
  missingFigure,
  missingAlt,
  headingLevels,
  unlinkedReferences,
  doubledWords,
  glossarySpelling,
  hiddenCharacters,
];
