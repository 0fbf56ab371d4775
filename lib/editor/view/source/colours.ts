import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { bookTags } from "./language.ts";

/** The page's own colours, so that light, sepia and dark all fit; weight and slant say what colour alone would. */
export const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.heading, fontWeight: "700" },
    { tag: tags.strong, fontWeight: "700" },
    { tag: tags.emphasis, fontStyle: "italic" },
    { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
    { tag: [tags.processingInstruction, tags.escape], color: "var(--muted)" },
    { tag: tags.monospace, color: "var(--added)" },
    { tag: bookTags.math, color: "var(--added)" },
    { tag: [tags.url, bookTags.reference], color: "var(--info)" },
    { tag: [bookTags.shortcode, tags.tagName], color: "var(--accent)" },
    { tag: [bookTags.fence, bookTags.attributes], color: "var(--notice)" },
  ]),
);
