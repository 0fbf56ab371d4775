import type { Link, LinkReference } from "mdast";
import type { MarkConstruct } from "../document/construct.ts";
import { attributeSource } from "../nodes/attribute-source.ts";

/** Addresses that a browser would run. */
const runs = /^[\s\p{Cc}]*(?:javascript|data|vbscript):/iu;

/** `[words](address "title"){…}`, `<address>`, and `[words][label]`, whose `reference` is what follows the words. */
export const link: MarkConstruct = {
  name: "link",
  spec: {
    attrs: {
      href: { default: "" },
      title: { default: null },
      attributes: { default: null },
      reference: { default: null },
    },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        // Pasted text keeps its words, not what a browser would run.
        getAttrs: (dom) =>
          runs.test(dom.getAttribute("href") ?? "")
            ? false
            : { href: dom.getAttribute("href"), title: dom.getAttribute("title") },
      },
    ],
    // An address that a browser would run is shown, and goes nowhere.
    toDOM: (mark) => ["a", runs.test(mark.attrs.href) ? {} : { href: mark.attrs.href }, 0],
  },
  reads: ["link", "linkReference"],
  attrs(node, source) {
    if (node.type === "link") {
      const { url, title, attributes } = node as Link;
      return {
        href: url,
        title: title ?? null,
        attributes: attributeSource(source, attributes),
        reference: null,
      };
    }
    const { identifier, referenceType, label, attributes } = node as LinkReference;
    const written = attributeSource(source, attributes);
    const reference = referenceType === "full" ? `[${label}]` : referenceType === "collapsed" ? "[]" : "";
    return { href: `#${identifier}`, title: null, attributes: written, reference };
  },
  write(mark, _style, text) {
    const { href, title, attributes, reference } = mark.attrs;
    const after = attributes ?? "";
    if (reference !== null) return { open: "[", close: `]${reference}${after}` };
    if (text === href && !title && !after && /^https?:[^\s<>]+$/u.test(href))
      return { open: "<", close: ">" };
    const address = /[\s()<>]/u.test(href) ? `<${String(href).replace(/[<>]/gu, "\\$&")}>` : href;
    const quoted = title ? ` "${String(title).replace(/[\\"]/gu, "\\$&")}"` : "";
    return { open: "[", close: `](${address}${quoted})${after}` };
  },
  edge: "any",
};
