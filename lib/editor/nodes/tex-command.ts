import { inlineAtom } from "./inline-atom.ts";

/** A TeX command in running text: `\index{…}`, `\ref{…}`. */
export const texCommand = inlineAtom("texCommand", ["texCommand"]);
