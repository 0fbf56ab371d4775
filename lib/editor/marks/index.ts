/** Every mark of the document, one file each, outermost first. */
import type { MarkConstruct } from "../document/construct.ts";
import { bracketedSpan } from "./bracketed-span.ts";
import { code } from "./code.ts";
import { emphasis } from "./emphasis.ts";
import { link } from "./link.ts";
import { note } from "./note.ts";
import { strike } from "./strike.ts";
import { strong } from "./strong.ts";
import { subscript } from "./subscript.ts";
import { superscript } from "./superscript.ts";

export const markConstructs: readonly MarkConstruct[] = [
  note,
  link,
  bracketedSpan,
  strong,
  emphasis,
  strike,
  superscript,
  subscript,
  code,
];
