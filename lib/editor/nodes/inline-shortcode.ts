import { inlineAtom } from "./inline-atom.ts";

/** A shortcode in running text: `{{< name >}}`. */
export const inlineShortcode = inlineAtom("inlineShortcode", ["shortcode"]);
