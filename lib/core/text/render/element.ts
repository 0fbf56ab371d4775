import type { Element, ElementContent, Properties } from "hast";

/** A HAST element; properties that are null, false or undefined are left out. */
export function element(tagName: string, properties: Properties, children: ElementContent[] = []): Element {
  return { type: "element", tagName, properties, children };
}

export function text(value: string): ElementContent {
  return { type: "text", value };
}

/** HTML that one of our libraries made from escaped text; never an author's. */
export function trusted(html: string): ElementContent {
  return { type: "raw", value: html } as unknown as ElementContent;
}

/** An address a page may link to: http, https, mailto, a place in this site or in this page; else null. */
export function safeLink(url: string): string | null {
  const clean = [...url].filter((character) => character > " " && character !== "\u007f").join("");
  if (/^(?:https?:|mailto:)/iu.test(clean)) return clean;
  if (/^[a-z][a-z0-9+.-]*:/iu.test(clean) || clean.startsWith("//") || clean.startsWith("\\")) return null;
  return clean;
}
