import { inlineAtom } from "./inline-atom.ts";

/** A tag or a comment in running text. */
export const inlineHtml = inlineAtom("inlineHtml", ["html"]);
