import { inlineAtom } from "./inline-atom.ts";

/** Text for one output format: `` `…`{=html} ``. */
export const inlineRaw = inlineAtom("inlineRaw", ["rawInline"]);
