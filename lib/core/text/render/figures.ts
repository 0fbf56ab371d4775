import type { Element, ElementContent, Properties } from "hast";
import type { Image, Paragraph, PhrasingContent, RootContent } from "mdast";
import type { Attributes, Caption, Div } from "../index.ts";
import { element, outsideRel, safeLink, text } from "./element.ts";
import { isRelative } from "./examine.ts";
import { referenceWords } from "./label-kinds.ts";
import { attributesOf, pair } from "./visible.ts";
import { placed, type Writer, warn, writtenWords } from "./writer.ts";

/** Classes that place a block beside the text or across the page; they keep their name. */
const layouts = new Set([
  "column-margin",
  "column-page",
  "column-screen",
  "columns",
  "column",
  "panel-tabset",
  "epigraph",
  "lead",
]);

export function layoutsOf(attributes: Attributes | null): string[] {
  return attributes?.classes.filter((name) => layouts.has(name)) ?? [];
}

/** `layout-ncol=2`, or `layout-nrow=1` over `count` blocks, as `columns-2`. */
export function columnsOf(attributes: Attributes | null, count: number): string[] {
  const rows = Number(pair(attributes, "layout-nrow"));
  const columns = rows > 0 ? Math.ceil(count / rows) : Number(pair(attributes, "layout-ncol"));
  return Number.isInteger(columns) && columns > 1 && columns < 7 ? [`columns-${columns}`] : [];
}

/** The figure's class by the kind of its label. */
export const figureKinds: Record<string, string> = {
  fig: "image",
  tbl: "table",
  lst: "listing",
  algo: "algorithm",
  alg: "algorithm",
};

/**
 * An image of the book, or a note in its place: images from elsewhere are linked, never loaded. `captioned` when the
 * words in its brackets stand beside it already.
 */
export function renderImage(writer: Writer, node: Image, captioned = false): ElementContent {
  const attributes = attributesOf(node);
  const alt = pair(attributes, "fig-alt") ?? node.alt ?? "";
  if (!isRelative(node.url)) {
    const href = safeLink(node.url);
    warn(writer, node, "image.external", "This image lies on another site; readers get a link instead.");
    const label = text(alt || "Image on another site");
    return href ? element("a", { href, rel: outsideRel }, [label]) : element("span", {}, [label]);
  }
  const { files, sizes } = writer.context;
  const src = Object.hasOwn(files, node.url) ? files[node.url] : null;
  if (!src) {
    warn(writer, node, "image.missing", `The book has no file “${node.url}”.`);
    return element("span", { className: ["missing-file"], role: "img", ariaLabel: alt || "Missing image" }, [
      text((!captioned && alt) || "This image is missing."),
    ]);
  }
  const style = width(attributes);
  return element("img", {
    src,
    alt,
    ...(Object.hasOwn(sizes, node.url) ? sizes[node.url] : {}),
    loading: "lazy",
    decoding: "async",
    ...(style ? { style } : {}),
  });
}

/** `width=50%` or `width=300px` or `width=3in`, and nothing else. */
function width(attributes: Attributes | null): string | null {
  const value = pair(attributes, "width");
  const known = value && /^(\d{1,4}(?:\.\d{1,3})?)(%|px|in|cm|em)?$/u.exec(value.trim());
  return known ? `width:${known[1]}${known[2] ?? "px"}` : null;
}

/** A figure, listing or table with its number before its caption. */
export function figure(
  writer: Writer,
  node: RootContent | PhrasingContent,
  options: {
    id: string | null;
    kind: string;
    content: ElementContent[];
    caption: ElementContent[];
    above?: boolean;
    classes?: string[];
  },
): Element {
  const item = writer.numbering.items.get(node.position?.start.offset ?? -1);
  const name = item && (item.part ?? `${referenceWords[item.kind] ?? ""} ${item.number}`);
  const label = name ? [element("span", { className: ["caption-label"] }, [text(name)]), text(" ")] : [];
  const caption =
    options.caption.length > 0 || label.length > 0
      ? [element("figcaption", {}, [...label, ...options.caption])]
      : [];
  const classes = [`${options.kind}-figure`, ...layoutsOf(attributesOf(node)), ...(options.classes ?? [])];
  const properties: Properties = { className: classes };
  if (options.id) properties.id = options.id;
  const children = options.above ? [...caption, ...options.content] : [...options.content, ...caption];
  return element("figure", properties, children);
}

/** The image a paragraph consists of, when it consists of nothing else. */
export function soleImage(node: Paragraph): Image | null {
  const real = node.children.filter((child) => child.type !== "text" || child.value.trim() !== "");
  return real.length === 1 && real[0]?.type === "image" ? real[0] : null;
}

/** A paragraph that is one image with a caption is a figure, as in Pandoc's `implicit_figures`. */
export function renderImageParagraph(writer: Writer, paragraph: Paragraph, image: Image): Element {
  const attributes = attributesOf(image);
  const named = pair(attributes, "fig-cap");
  const own = (image as { caption?: Caption }).caption;
  const caption = named ? writtenWords(writer, image, named) : own ? writer.inline(own.children) : [];
  const content = [renderImage(writer, image, caption.length > 0)];
  if (caption.length === 0 && !attributes?.id) {
    return element("p", { className: ["plain-image", ...layoutsOf(attributes)] }, content);
  }
  const made = figure(writer, image, { id: attributes?.id ?? null, kind: "image", content, caption });
  return placed(writer, paragraph, made);
}

/** `::: {#fig-x}`: the last paragraph is the caption, unless `fig-cap` gives it; the rest is the figure. */
export function renderFigureDiv(writer: Writer, node: Div, kind: "fig" | "tbl" | "lst"): Element {
  const attributes = node.attributes;
  const named = pair(attributes, `${kind}-cap`);
  const last = node.children.at(-1);
  const captioned = !named && node.children.length > 1 && last?.type === "paragraph" && !soleImage(last);
  const body = captioned ? node.children.slice(0, -1) : node.children;
  const caption = named
    ? writtenWords(writer, node, named)
    : captioned
      ? writer.inline((last as Paragraph).children)
      : [];
  const alt = pair(attributes, "fig-alt");
  const content = body.flatMap((child): ElementContent[] => {
    const image = child.type === "paragraph" ? soleImage(child) : null;
    if (!image) return writer.flow([child]);
    // A sub-figure has a label of its own; the alternative text of the whole serves an image that has none.
    if (attributesOf(image)?.id) return [renderImageParagraph(writer, child as Paragraph, image)];
    return [
      element("div", { className: ["figure-image"] }, [
        renderImage(writer, alt && !image.alt ? { ...image, alt } : image),
      ]),
    ];
  });
  return figure(writer, node, {
    id: attributes?.id ?? null,
    kind: figureKinds[kind] ?? "image",
    content,
    caption,
    above: kind !== "fig",
    classes: columnsOf(attributes, body.length),
  });
}
