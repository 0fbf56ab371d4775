import type { Element, ElementContent, Properties } from "hast";

/** A HAST element; properties that are null, false or undefined are left out. */
export function element(tagName: string, properties: Properties, children: ElementContent[] = []): Element {
  return { type: "element", tagName, properties, children };
}

export function text(value: string): ElementContent {
  return { type: "text", value };
}

/** HTML that goes on the page as it is, and what it says in plain text. */
export interface TrustedHtml {
  type: "raw";
  value: string;
  plain: string;
}

/** HTML that KaTeX made from an escaped formula; never an author's, nor anything made with an author's HTML. */
export function trusted(value: string, plain: string): ElementContent {
  const node: TrustedHtml = { type: "raw", value, plain };
  return node as unknown as ElementContent;
}

/** An address a page may link to: http, https, mailto, a place in this site or in this page; else null. */
export function safeLink(url: string): string | null {
  const clean = [...url].filter((character) => character > " " && character !== "\u007f").join("");
  if (/^(?:https?:|mailto:)/iu.test(clean)) return clean;
  // Browsers read a backslash as a slash, and two of them as the beginning of another site.
  if (/^[a-z][a-z0-9+.-]*:/iu.test(clean) || /^[\\/]{2}/u.test(clean)) return null;
  return clean;
}

/** What links to other sites carry. */
export const outsideRel = ["nofollow", "ugc", "noopener"];
