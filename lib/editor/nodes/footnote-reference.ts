import { inlineAtom } from "./inline-atom.ts";

/** The mark of a footnote in the text: `[^label]`. */
export const footnoteReference = inlineAtom("footnoteReference", ["footnoteReference"]);
