import type { ElementContent } from "hast";
import { toHtml } from "hast-util-to-html";
import type { List, Nodes, PhrasingContent, RootContent } from "mdast";
import { parse } from "../index.ts";
import { element, outsideRel, safeLink, text, trusted } from "./element.ts";
import { drawMath } from "./math.ts";

/** Quotes and lists deeper than this leave no room to read in; they are shown as they were typed. */
const deepest = 6;
/** What the formulas of a comment may cost together, in characters: pages draw comments while a reader waits. */
const formulaBudget = 4000;
/** A formula costs this besides its length. */
const formulaCost = 50;

/** What is being drawn, and what it may still spend. */
interface Comment {
  source: string;
  depth: number;
  budget: number;
}

/**
 * What someone wrote about the book (a comment, a reason, a report) as HTML that is safe on any page: emphasis, code,
 * lists, quotes, links, formulas. Made element by element from this list; everything else (HTML, images, headings,
 * tables, citations) shows as it was typed. Line breaks stay. Nothing is loaded, and links are marked as other people's.
 */
export function renderComment(source: string): string {
  const loose = withBlankLines(source);
  const comment: Comment = { source: loose, depth: 0, budget: formulaBudget };
  return toHtml(
    { type: "root", children: flow(comment, parse(loose).children) },
    { allowDangerousHtml: true },
  );
}

/** What a line of a comment begins with, where that matters to the one below. */
function kindOf(line: string): "blank" | "quote" | "list" | "indented" | "text" {
  if (line.trim() === "") return "blank";
  if (/^ {0,3}>/u.test(line)) return "quote";
  if (/^ {0,3}(?:[-*+]|\d{1,9}[.)])(?: |$)/u.test(line)) return "list";
  return /^(?: {2}|\t)/u.test(line) ? "indented" : "text";
}

/** In a comment a list or quote begins where it is written; the book's Markdown wants a blank line before it. */
function withBlankLines(source: string): string {
  let fenced = false;
  let before = "blank";
  return source
    .split(/\r\n?|\n/u)
    .flatMap((line) => {
      const kind = fenced ? "text" : kindOf(line);
      const begins =
        (kind === "quote" && before !== "quote") ||
        (kind === "list" && (before === "text" || before === "quote"));
      const apart = begins && before !== "blank";
      if (/^ {0,3}(?:`{3}|~{3})/u.test(line)) fenced = !fenced;
      before = kind;
      return apart ? ["", line] : [line];
    })
    .join("\n");
}

function flow(comment: Comment, nodes: readonly RootContent[]): ElementContent[] {
  return nodes.flatMap((node) => block(comment, node));
}

function block(comment: Comment, node: RootContent): ElementContent[] {
  switch (node.type) {
    case "paragraph":
      return [element("p", {}, inline(comment, node.children))];
    case "blockquote":
      return deeper(comment, node, () => [element("blockquote", {}, flow(comment, node.children))]);
    case "list":
      return deeper(comment, node, () => [list(comment, node)]);
    case "code":
      return [element("pre", { tabIndex: 0 }, [element("code", {}, [text(node.value)])])];
    case "math":
      return [element("p", {}, [formula(comment, node, node.value, true)])];
    case "thematicBreak":
      return [element("hr", {})];
    default:
      return [element("p", {}, asTyped(comment, node))];
  }
}

function deeper(comment: Comment, node: Nodes, draw: () => ElementContent[]): ElementContent[] {
  if (comment.depth === deepest) return [element("p", {}, asTyped(comment, node))];
  comment.depth++;
  const drawn = draw();
  comment.depth--;
  return drawn;
}

function list(comment: Comment, node: List): ElementContent {
  const items = node.children.map((item) =>
    element(
      "li",
      {},
      item.children.flatMap((child) =>
        child.type === "paragraph" && !node.spread && !item.spread
          ? inline(comment, child.children)
          : block(comment, child),
      ),
    ),
  );
  if (!node.ordered) return element("ul", {}, items);
  return element("ol", node.start && node.start !== 1 ? { start: node.start } : {}, items);
}

function inline(comment: Comment, nodes: readonly PhrasingContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    switch (node.type) {
      case "text":
        return lines(node.value, linked);
      case "break":
        return [element("br", {})];
      case "emphasis":
        return [element("em", {}, inline(comment, node.children))];
      case "strong":
        return [element("strong", {}, inline(comment, node.children))];
      case "delete":
        return [element("del", {}, inline(comment, node.children))];
      case "inlineCode":
        return [element("code", {}, [text(node.value)])];
      case "inlineMath":
        return [formula(comment, node, node.value, node.display === true)];
      case "link": {
        const href = safeLink(node.url);
        // A comment stands on several pages: what is relative to one of them leads nowhere.
        if (!href || !/^(?:https?:|mailto:|\/)/iu.test(href)) return asTyped(comment, node);
        return [element("a", { href, rel: outsideRel }, inline(comment, node.children))];
      }
      default:
        return asTyped(comment, node);
    }
  });
}

function formula(comment: Comment, node: Nodes, source: string, display: boolean): ElementContent {
  const cost = source.length + formulaCost;
  const drawn = cost <= comment.budget ? drawMath(source, display) : null;
  comment.budget -= cost;
  return drawn === null ? element("code", {}, [text(typed(comment, node))]) : trusted(drawn, source);
}

function typed(comment: Comment, node: Nodes): string {
  return comment.source.slice(node.position?.start.offset, node.position?.end.offset).trim();
}

function asTyped(comment: Comment, node: Nodes): ElementContent[] {
  return lines(typed(comment, node), (line) => [text(line)]);
}

function lines(value: string, draw: (line: string) => ElementContent[]): ElementContent[] {
  return value.split("\n").flatMap((line, at) => [...(at === 0 ? [] : [element("br", {})]), ...draw(line)]);
}

/** A bare address, without the stop or bracket that ends its sentence. */
const address = /https?:\/\/[^\s<>"]{1,2000}[^\s<>".,;:!?)\]]/u;

function linked(line: string): ElementContent[] {
  return line
    .split(new RegExp(`(${address.source})`, "u"))
    .map((part, at) =>
      at % 2 === 1 ? element("a", { href: part, rel: outsideRel }, [text(part)]) : text(part),
    );
}
