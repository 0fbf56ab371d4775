import { type Outcome, ok, refuse } from "../outcome.ts";
import { readSvg, type SvgElement, writeSvg } from "./svg-markup.ts";

/** Drawing, text, paint, filters and structure (https://www.w3.org/TR/SVG2/eltindex.html). Nothing that acts or embeds. */
const elements = new Set(
  `svg g defs symbol use switch title desc
  path rect circle ellipse line polyline polygon text tspan textPath image marker style
  linearGradient radialGradient stop pattern clipPath mask filter
  feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
  feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode
  feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`.split(/\s+/u),
);

const namespaces: Readonly<Record<string, string>> = {
  xmlns: "http://www.w3.org/2000/svg",
  "xmlns:xlink": "http://www.w3.org/1999/xlink",
};
const withColon = new Set(["xlink:href", "xml:space", "xml:lang"]);
const embedded = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z\d+/=\s]*$/u;

/**
 * An SVG without what could act, load something or carry other markup. Problem: `input.invalid` when it is no
 * well-formed SVG.
 */
export function sanitiseSvg(text: string): Outcome<string> {
  const root = readSvg(text.replace(/^\ufeff/u, ""));
  if (root?.name !== "svg")
    return refuse(
      "input.invalid",
      "This drawing (SVG) cannot be read. Save it as plain SVG, or as PNG.",
      "image",
    );
  const clean = sanitiseElement({
    ...root,
    attributes: [
      ["xmlns", "http://www.w3.org/2000/svg"],
      ...root.attributes.filter(([name]) => name !== "xmlns"),
    ],
  });
  return ok(`${writeSvg(clean)}\n`);
}

function sanitiseElement({ name, attributes, children }: SvgElement): SvgElement {
  const kept = attributes.filter(([key, value]) => isHarmless(key, value));
  return {
    name,
    attributes: kept,
    children: children.flatMap((child): (SvgElement | string)[] => {
      if (typeof child === "string") return [child];
      if (child.name === "a")
        return [sanitiseElement({ ...child, name: "g", attributes: withoutLink(child) })];
      if (!elements.has(child.name)) return [];
      if (child.name === "style" && !isHarmlessStyle(child)) return [];
      return [sanitiseElement(child)];
    }),
  };
}

/** A link in a drawing keeps what it shows. */
function withoutLink({ attributes }: SvgElement): SvgElement["attributes"] {
  return attributes.filter(([name]) => !/^(?:xlink:)?href$|^target$/u.test(name));
}

function isHarmless(name: string, written: string): boolean {
  const value = decoded(written);
  if (name in namespaces) return value === namespaces[name];
  if (name.includes(":") && !withColon.has(name)) return false;
  if (/^on/iu.test(name)) return false;
  if (/(?:^|:)href$|^src$/iu.test(name)) return value.startsWith("#") || embedded.test(value);
  return loadsNothing(value) && !/^\s*(?:java|vb)script:/iu.test(value);
}

function isHarmlessStyle(style: SvgElement): boolean {
  return style.children.every((child) => typeof child === "string" && loadsNothing(decoded(child)));
}

/** Styles may only point into the drawing; escapes could hide where else. */
function loadsNothing(css: string): boolean {
  return !/\\|@import|@font-face|image-set|expression\s*\(|-moz-binding|behavior\s*:|url\(\s*["']?\s*(?!["'#\s])/iu.test(
    css,
  );
}

/** As a browser sees it. */
function decoded(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/giu, (all, hex, decimal, name) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : null;
    if (code !== null) return code <= 0x10ffff ? String.fromCodePoint(code) : "";
    return named[String(name).toLowerCase()] ?? all;
  });
}
