import { inlineAtom } from "./inline-atom.ts";

/** Formulas in running text, `$…$` and `$$…$$`. */
export const inlineMath = inlineAtom("inlineMath", ["inlineMath"]);
