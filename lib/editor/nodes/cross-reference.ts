import { inlineAtom } from "./inline-atom.ts";

/** References to figures, sections, tables, equations: `@fig-x`, `[-@tbl-y]`. */
export const crossReference = inlineAtom("crossReference", ["crossReference"]);
