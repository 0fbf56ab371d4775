import type { ElementContent } from "hast";
import type { Heading, List, RootContent } from "mdast";
import { renderCode } from "./cells.ts";
import { renderDiv } from "./divs.ts";
import { element, text } from "./element.ts";
import { renderImageParagraph, soleImage } from "./figures.ts";
import { renderMath, renderTexMath } from "./formulas.ts";
import { pairTags } from "./pair-tags.ts";
import { openTag, sanitiseHtml } from "./sanitise.ts";
import { pageId } from "./settle-ids.ts";
import { renderShortcode } from "./shortcodes.ts";
import { renderBlockTable, renderTable } from "./tables.ts";
import { placed, type Writer, warn } from "./writer.ts";

/** Blocks as HTML, in order; an author's own tags that open in one block and close in another hold what is between. */
export function renderFlow(writer: Writer, nodes: readonly RootContent[]): ElementContent[] {
  return pairTags(
    nodes,
    (html) => openTag(html, writer.context),
    (node) =>
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
      return sanitiseHtml(node.value, writer.context);
    case "rawBlock":
      // Of raw TeX only mathematics shows; the printed book's layout does not.
      return node.format === "html" ? sanitiseHtml(node.value, writer.context) : renderTexMath(writer, node);
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
  const at = node.position?.start.offset ?? -1;
  const section = writer.numbering.sections.get(at);
  const level = Math.min(6, Math.max(2, node.depth));
  if (!section) return [element(`h${level}`, {}, writer.inline(node.children))];
  // The title stands on the page already.
  if (at === writer.numbering.titleAt && !writer.includedAt) {
    return [element("span", { id: section.id, className: ["chapter-anchor"] })];
  }
  const number = section.number
    ? [element("span", { className: ["section-number"] }, [text(section.number)]), text(" ")]
    : [];
  const anchor = element(
    "a",
    { href: `#${pageId(section.id)}`, className: ["heading-anchor"], ariaLabel: "Link to this section" },
    [text("¶")],
  );
  return [element(`h${level}`, { id: section.id }, [...number, ...writer.inline(node.children), anchor])];
}

/** `type` of `<ol>` by the way its author numbers it. */
const numberTypes: Record<string, string> = {
  lowerAlpha: "a",
  upperAlpha: "A",
  lowerRoman: "i",
  upperRoman: "I",
};

function renderList(writer: Writer, node: List): ElementContent {
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
  const className = tasks ? { className: ["task-list"] } : {};
  if (!node.ordered) return element("ul", className, items);
  const at = node.position?.start.offset ?? -1;
  const start = writer.numbering.exampleStarts.get(at) ?? node.start ?? 1;
  const type = numberTypes[node.numbering?.style ?? ""];
  return element("ol", { ...className, ...(start !== 1 ? { start } : {}), ...(type ? { type } : {}) }, items);
}
