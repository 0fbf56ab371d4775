import type { Element, ElementContent, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import { type Schema, sanitize } from "hast-util-sanitize";
import type { RenderContext } from "./context.ts";
import { outsideRel, safeLink } from "./element.ts";
import { isRelative } from "./examine.ts";

/**
 * What an author's own HTML may hold. Narrower than the library's default: no images from elsewhere, no `picture`, no
 * styles, forms, frames or SVG. Ids are settled with those of the whole chapter (`settle-ids.ts`).
 */
const schema: Schema = {
  tagNames: [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
  ],
  attributes: {
    a: ["href", "title"],
    img: ["src", "alt", "title", "width", "height"],
    td: ["colSpan", "rowSpan", "align"],
    th: ["colSpan", "rowSpan", "align", "scope"],
    ol: ["start"],
    details: ["open"],
    "*": ["id", "lang", "dir"],
  },
  protocols: { href: ["http", "https", "mailto"] },
  clobber: [],
  strip: [
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "template",
    "noscript",
    "form",
    "textarea",
    "title",
  ],
  required: {},
  allowComments: false,
};

/** Addresses and sizes of the book's own images. */
type Images = Pick<RenderContext, "files" | "sizes">;

/** An author's HTML, parsed and reduced to what is harmless. */
export function sanitiseHtml(html: string, images: Images): ElementContent[] {
  const clean = sanitize(fromHtml(html, { fragment: true }), schema) as Root;
  return clean.children.filter((child) => child.type !== "doctype").map((child) => settle(child, images));
}

/** A single opening tag, as an empty element; null when it is not allowed or not one tag. */
export function openTag(html: string, images: Images): Element | null {
  const [only, ...others] = sanitiseHtml(html, images);
  return only?.type === "element" && others.length === 0 && only.children.length === 0 ? only : null;
}

function settle(node: ElementContent, images: Images): ElementContent {
  if (node.type !== "element") return node;
  const properties = { ...node.properties };
  if (node.tagName === "a" && typeof properties.href === "string") {
    const href = safeLink(properties.href);
    if (href === null) delete properties.href;
    else {
      properties.href = href;
      if (!isRelative(href) && !href.startsWith("#")) properties.rel = outsideRel;
    }
  }
  if (node.tagName === "img") {
    const written = typeof properties.src === "string" ? properties.src : "";
    const src = Object.hasOwn(images.files, written) ? images.files[written] : null;
    if (!src)
      return {
        type: "element",
        tagName: "span",
        properties: { className: ["missing-file"] },
        children: [{ type: "text", value: String(properties.alt ?? "image") }],
      };
    properties.src = src;
    const size = Object.hasOwn(images.sizes, written) ? images.sizes[written] : null;
    // One of the two by itself is a wish for the other to follow, which the style sheet grants.
    if (size && properties.width === undefined && properties.height === undefined)
      Object.assign(properties, size);
    properties.loading = "lazy";
    properties.decoding = "async";
  }
  return { ...node, properties, children: node.children.map((child) => settle(child, images)) };
}
