import { inlineAtom } from "./inline-atom.ts";

/** An image within running text. */
export const inlineImage = inlineAtom("inlineImage", ["image", "imageReference"]);
