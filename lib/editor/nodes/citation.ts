import { inlineAtom } from "./inline-atom.ts";

/** Citations in every Pandoc form: `[@a; see @b, p. 3]`, `@a`, `[-@a]`. */
export const citation = inlineAtom("citation", ["citation"]);
