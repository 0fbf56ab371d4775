import type { ElementContent, Properties } from "hast";
import type { Image, Link, PhrasingContent } from "mdast";
import type { Attributes, TexCommand } from "../index.ts";
import { element, outsideRel, safeLink, text } from "./element.ts";
import { renderImage } from "./figures.ts";
import { renderInlineMath } from "./formulas.ts";
import { renderInlineNote, renderNoteMark } from "./notes.ts";
import { pairTags } from "./pair-tags.ts";
import { referenceTo, renderCitation, renderCrossReference } from "./references.ts";
import { openTag, sanitiseHtml } from "./sanitise.ts";
import { renderShortcode } from "./shortcodes.ts";
import { typeset } from "./typeset.ts";
import { attributesOf, isShown } from "./visible.ts";
import type { Writer } from "./writer.ts";

/** Running text as HTML. An author's own tags are paired here, so that `<kbd>` and `</kbd>` hold what is between. */
export function renderInline(writer: Writer, nodes: readonly PhrasingContent[]): ElementContent[] {
  return pairTags(
    nodes,
    (html) => openTag(html, writer.context),
    (node, at) =>
      node.type === "text"
        ? [text(typeset(node.value, edge(nodes[at - 1], -1), edge(nodes[at + 1], 0)))]
        : renderNode(writer, node),
  );
}

/** What a quote at the edge of a text sees beside it: the sibling's letter, or nothing at the end of the passage. */
function edge(sibling: PhrasingContent | undefined, at: -1 | 0): string {
  if (!sibling || sibling.type === "break") return "";
  return sibling.type === "text" ? (sibling.value.at(at) ?? "") : "x";
}

function renderNode(writer: Writer, node: PhrasingContent): ElementContent[] {
  switch (node.type) {
    case "emphasis":
      return [element("em", {}, writer.inline(node.children))];
    case "strong":
      return [element("strong", {}, writer.inline(node.children))];
    case "delete":
      return [element("del", {}, writer.inline(node.children))];
    case "superscript":
      return [element("sup", {}, writer.inline(node.children))];
    case "subscript":
      return [element("sub", {}, writer.inline(node.children))];
    case "bracketedSpan":
      return isShown(node)
        ? [element("span", spanProperties(node.attributes), writer.inline(node.children))]
        : [];
    case "break":
      return [element("br", {}), text("\n")];
    case "inlineCode":
      return [renderInlineCode(node)];
    case "inlineMath":
      return [renderInlineMath(writer, node)];
    case "citation":
      return renderCitation(writer, node);
    case "crossReference":
      return renderCrossReference(writer, node);
    case "link":
      return [renderLink(writer, node)];
    case "image":
      return [renderImage(writer, node)];
    case "footnoteReference":
      return renderNoteMark(writer, node);
    case "inlineNote":
      return renderInlineNote(writer, node);
    case "linkReference":
    case "imageReference":
      return renderByDefinition(writer, node);
    case "html":
      return sanitiseHtml(node.value, writer.context);
    case "rawInline":
      return node.format === "html" ? sanitiseHtml(node.value, writer.context) : [];
    case "shortcode":
      return renderShortcode(writer, node);
    case "texCommand":
      return renderTexCommand(writer, node);
    default:
      return [];
  }
}

function renderInlineCode(node: PhrasingContent & { type: "inlineCode" }): ElementContent {
  if (!node.computed) return element("code", {}, [text(node.value)]);
  const name = node.value.replace(/^(?:\{\w+\}|\w+)[ \t]+/u, "");
  return element("code", { className: ["computed"], title: "Computed when the book is built" }, [text(name)]);
}

function renderByDefinition(
  writer: Writer,
  node: PhrasingContent & { type: "linkReference" | "imageReference" },
): ElementContent[] {
  const target = writer.definitions.get(node.identifier);
  if (!target) return "children" in node ? writer.inline(node.children) : [text(node.alt ?? "")];
  if (node.type === "imageReference") {
    const image: Image = { ...node, type: "image", url: target.url, title: target.title };
    return [renderImage(writer, image)];
  }
  const link: Link = { ...node, type: "link", url: target.url, title: target.title };
  return [renderLink(writer, link)];
}

const spanClasses = new Set(["smallcaps", "underline", "mark", "aside", "nowrap", "column-margin"]);

function spanProperties(attributes: Attributes): Properties {
  const classes = attributes.classes.filter((name) => spanClasses.has(name));
  return {
    ...(attributes.id ? { id: attributes.id } : {}),
    ...(classes.length > 0 ? { className: classes } : {}),
  };
}

function renderLink(writer: Writer, node: Link): ElementContent {
  const children = writer.inline(node.children);
  const href = addressOf(writer, node.url);
  if (!href) return element("span", {}, children);
  const outside = /^[a-z][a-z0-9+.-]*:/iu.test(href);
  const id = attributesOf(node)?.id;
  return element(
    "a",
    {
      href,
      ...(id ? { id } : {}),
      ...(node.title ? { title: node.title } : {}),
      ...(outside ? { rel: outsideRel } : {}),
    },
    children,
  );
}

/** Where a link leads: to a label of the book, a chapter, a file of it, or the address itself. */
function addressOf(writer: Writer, url: string): string | null {
  const { labels, links, files } = writer.context;
  if (url.startsWith("#")) return (own(labels, url.slice(1))?.href ?? url) || null;
  return own(links, url) ?? own(files, url) ?? safeLink(url);
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Index entries and layout commands of the printed book say nothing on a page; references and a few marks do. */
function renderTexCommand(writer: Writer, node: TexCommand): ElementContent[] {
  const argument = /\{([\s\S]*)\}\s*$/u.exec(node.value)?.[1] ?? "";
  switch (node.name) {
    case "ref":
    case "autoref":
    case "cref":
    case "eqref":
      return referenceTo(writer, node, argument, {
        numberOnly: node.name === "ref" || node.name === "eqref",
      });
    case "textbf":
      return [element("strong", {}, [text(argument)])];
    case "emph":
    case "textit":
      return [element("em", {}, [text(argument)])];
    case "texttt":
      return [element("code", {}, [text(argument)])];
    case "LaTeX":
    case "TeX":
      return [text(node.name)];
    default:
      return [];
  }
}
