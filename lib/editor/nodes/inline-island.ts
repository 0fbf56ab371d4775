import { inlineAtom } from "./inline-atom.ts";

/** Anything else in running text, kept as written. */
export const inlineIsland = inlineAtom("inlineIsland", []);
