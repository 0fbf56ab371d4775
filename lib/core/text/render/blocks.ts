import type { Element, ElementContent } from "hast";
import type { Code, Heading, List, Nodes, RootContent } from "mdast";
import type { Div } from "../index.ts";
import { parseInline, plainText } from "../index.ts";
import { boxOf, renderBox } from "./boxes.ts";
import { highlight } from "./code.ts";
import { element, text, trusted } from "./element.ts";
import { figure, renderFigureDiv, renderImageParagraph, soleImage } from "./figures.ts";
import { pairTags } from "./inline.ts";
import { kindOf, referenceWords } from "./label-kinds.ts";
import { drawMath } from "./math.ts";
import { attributesOf, pair } from "./number-labels.ts";
import { sanitiseHtml } from "./sanitise.ts";
import { renderShortcode } from "./shortcodes.ts";
import { renderBlockTable, renderTable } from "./tables.ts";
import { placed, type Writer, warn } from "./writer.ts";

/** Blocks as HTML, in order; an author's own tags that open in one block and close in another hold what is between. */
export function renderFlow(writer: Writer, nodes: readonly RootContent[]): ElementContent[] {
  return pairTags(writer, nodes, (node) =>
    renderBlock(writer, node).map((made) => (made.type === "element" ? placed(writer, node, made) : made)),
  );
}

function renderBlock(writer: Writer, node: RootContent): ElementContent[] {
  switch (node.type) {
    case "heading":
      return renderHeading(writer, node);
    case "paragraph": {
      const image = soleImage(node);
      if (image) return [renderImageParagraph(writer, node, image)];
      const children = writer.inline(node.children);
      const empty = children.every((child) => child.type === "text" && child.value.trim() === "");
      return empty ? [] : [element("p", {}, children)];
    }
    case "blockquote":
      return [element("blockquote", {}, writer.flow(node.children))];
    case "list":
      return [renderList(writer, node)];
    case "code":
      return renderCode(writer, node);
    case "math":
      return [renderMath(writer, node)];
    case "table":
      return [renderTable(writer, node)];
    case "blockTable":
      return [renderBlockTable(writer, node)];
    case "div":
      return renderDiv(writer, node);
    case "thematicBreak":
      return [element("hr", {})];
    case "html":
      return sanitiseHtml(node.value, writer.context.files);
    case "rawBlock":
      return renderRaw(writer, node);
    case "shortcode":
      return renderShortcode(writer, node);
    case "definitionList":
      return [
        element(
          "dl",
          {},
          node.children.map((child) =>
            child.type === "definitionTerm"
              ? element("dt", {}, writer.inline(child.children))
              : element("dd", {}, writer.flow(child.children)),
          ),
        ),
      ];
    case "lineBlock":
      return [element("p", { className: ["line-block"] }, writer.inline(node.children))];
    case "opaque":
      warn(writer, node, "block.opaque", `This passage is shown as source: ${node.reason}.`);
      return [element("pre", { className: ["opaque"] }, [element("code", {}, [text(node.value)])])];
    default:
      return [];
  }
}

function renderHeading(writer: Writer, node: Heading): ElementContent[] {
  const section = writer.numbering.sections.get(node.position?.start.offset ?? -1);
  // The title stands on the page already.
  if (node.depth === 1 && plainText(node).replace(/\s+/gu, " ").trim() === writer.numbering.title) {
    return section ? [element("span", { id: section.id, className: ["chapter-anchor"] })] : [];
  }
  const level = Math.min(6, Math.max(2, node.depth));
  const number = section?.number
    ? [element("span", { className: ["section-number"] }, [text(section.number)]), text(" ")]
    : [];
  const anchor = section
    ? [
        element(
          "a",
          { href: `#${section.id}`, className: ["heading-anchor"], ariaLabel: "Link to this section" },
          [text("¶")],
        ),
      ]
    : [];
  return [
    element(`h${level}`, section ? { id: section.id } : {}, [
      ...number,
      ...writer.inline(node.children),
      ...anchor,
    ]),
  ];
}

function renderList(writer: Writer, node: List): Element {
  const tasks = node.children.some((item) => typeof item.checked === "boolean");
  const items = node.children.map((item) => {
    const tight = item.children.map((child) =>
      child.type === "paragraph" && !node.spread && !item.spread
        ? writer.inline(child.children)
        : writer.flow([child]),
    );
    const box =
      typeof item.checked === "boolean"
        ? [
            element("input", { type: "checkbox", disabled: true, checked: item.checked, ariaLabel: "Task" }),
            text(" "),
          ]
        : [];
    return element("li", {}, [...box, ...tight.flat()]);
  });
  const properties = {
    ...(tasks ? { className: ["task-list"] } : {}),
    ...(node.ordered && node.start !== null && node.start !== undefined && node.start !== 1
      ? { start: node.start }
      : {}),
  };
  return element(node.ordered ? "ol" : "ul", properties, items);
}

/** Languages whose source draws a picture; drawn elsewhere, so readers get it folded. */
const drawings = new Set(["tikz", "mermaid", "dot", "graphviz"]);

function renderCode(writer: Writer, node: Code): ElementContent[] {
  const option = (key: string) =>
    node.options
      ?.find(([name]) => name === key)?.[1]
      .trim()
      .replace(/^(["'])(.*)\1$/u, "$2");
  if (option("echo") === "false" || option("include") === "false") return [];
  const attributes = attributesOf(node);
  const language = (node.lang ?? attributes?.classes[0] ?? "").toLowerCase() || null;
  const value = node.options ? node.value.replace(/^(?:#\||\/\/\||%%\|)[^\n]*\n?/gmu, "") : node.value;
  if (language && drawings.has(language)) {
    return [
      element("details", { className: ["drawing"] }, [
        element("summary", {}, [text(`Drawing as ${language === "tikz" ? "TikZ" : language} source`)]),
        element("pre", { className: ["code"], tabIndex: 0 }, [element("code", {}, [text(value)])]),
      ]),
    ];
  }
  const pre = highlight(value, language);
  const label = attributes?.id ?? option("label") ?? null;
  const caption = pair(attributes, "lst-cap") ?? option("lst-cap") ?? option("fig-cap") ?? option("title");
  if (label && kindOf(label)) {
    return [
      figure(writer, node, {
        id: label,
        kind: language === "pseudocode" ? "algorithm" : "listing",
        content: [pre],
        caption: caption ? writer.inline(parseInline(caption)) : [],
        above: true,
      }),
    ];
  }
  return [pre];
}

function renderMath(writer: Writer, node: Extract<RootContent, { type: "math" }>): Element {
  const html = drawMath(node.value, true);
  const item = writer.numbering.items.get(node.position?.start.offset ?? -1);
  const id = attributesOf(node)?.id;
  const properties = { className: ["equation"], tabIndex: 0, ...(id ? { id } : {}) };
  const number = item
    ? [element("span", { className: ["equation-number"] }, [text(`(${item.number})`)])]
    : [];
  if (html !== null) return element("div", properties, [trusted(html), ...number]);
  warn(writer, node, "math.unreadable", "This formula cannot be drawn; readers see its source.");
  return element("div", properties, [
    element("pre", { className: ["math-source"] }, [text(node.value)]),
    ...number,
  ]);
}

/** Raw HTML is cleaned; of raw TeX only mathematics shows, the printed book's layout does not. */
function renderRaw(writer: Writer, node: Extract<RootContent, { type: "rawBlock" }>): ElementContent[] {
  if (node.format === "html") return sanitiseHtml(node.value, writer.context.files);
  if (/^\s*\\begin\{(?:equation|align|gather|multline|alignat|eqnarray)\*?\}/u.test(node.value)) {
    const html = drawMath(node.value.replaceAll("eqnarray", "align"), true);
    if (html !== null) return [element("div", { className: ["equation"], tabIndex: 0 }, [trusted(html)])];
    warn(writer, node, "math.unreadable", "This formula cannot be drawn; readers see its source.");
    return [element("pre", { className: ["math-source"] }, [text(node.value)])];
  }
  return [];
}

/** Classes of divs that keep their name on the page: places beside the text, and columns. */
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

function renderDiv(writer: Writer, node: Div): ElementContent[] {
  const { attributes } = node;
  const classes = attributes?.classes ?? [];
  if (!node.closed) warn(writer, node, "div.unclosed", "This block is opened by ::: and never closed.");
  if (hidden(classes, attributes)) return [];
  const box = boxOf(attributes);
  if (box) return [renderBox(writer, node, box)];
  const kind = attributes?.id ? kindOf(attributes.id) : null;
  if (kind === "fig" || kind === "tbl" || kind === "lst") return [renderFigureDiv(writer, node, kind)];
  if (kind && kind !== "sec") return [numbered(writer, node, kind)];
  if (classes.includes("quiz-end")) return [element("div", { dataQuizEnd: "" })];
  const kept = classes.filter((name) => layouts.has(name));
  const children = writer.flow(node.children);
  if (kept.includes("column-margin")) return [element("aside", { className: ["column-margin"] }, children)];
  if (kept.length === 0 && !attributes?.id)
    return children.length === 0 ? [] : [element("div", {}, children)];
  return [
    element(
      "div",
      { ...(kept.length > 0 ? { className: kept } : {}), ...(attributes?.id ? { id: attributes.id } : {}) },
      children,
    ),
  ];
}

/** A theorem-like div known only by its label (`#thm-x`). */
function numbered(writer: Writer, node: Div, kind: string): Element {
  return renderBox(writer, node, { name: kind, title: referenceWords[kind] ?? "", numbered: true });
}

/** Content for another format: `.content-visible when-format="pdf"` and its opposite. */
function hidden(classes: readonly string[], attributes: Div["attributes"]): boolean {
  const web = (format: string | null) => format !== null && /^html(?::|$)/u.test(format);
  if (classes.includes("hidden")) return true;
  if (classes.includes("content-visible")) {
    const only = pair(attributes, "when-format");
    const except = pair(attributes, "unless-format");
    return (only !== null && !web(only)) || web(except);
  }
  if (classes.includes("content-hidden")) {
    const only = pair(attributes, "when-format");
    const except = pair(attributes, "unless-format");
    if (only !== null) return web(only);
    return except === null || !web(except);
  }
  return false;
}

/** The words of all nodes, for search. */
export function searchText(nodes: readonly Nodes[]): string {
  return nodes.map((node) => plainText(node)).join("\n");
}
