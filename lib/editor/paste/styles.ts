import { element, type HtmlElement, type HtmlNode, rewritten, styleOf, textOf } from "./html.ts";

const heavy = (value: string): boolean => /^(?:bold|bolder|[6-9]00)$/u.test(value);
const light = (value: string): boolean => /^(?:normal|lighter|[1-5]00)$/u.test(value);
const headings = /^h[1-6]$/u;

/** What style says and elements do not: bold, italic, raised, struck out. What elements say and style takes back goes. */
export function stylesAsElements(tree: HtmlElement): HtmlNode[] {
  return rewritten(tree, (each) => {
    const weight = styleOf(each, "font-weight");
    const slant = styleOf(each, "font-style");
    if ((each.name === "b" || each.name === "strong") && light(weight)) return each.children;
    if ((each.name === "i" || each.name === "em") && slant === "normal") return each.children;
    // All of a heading is bold anyway.
    if (headings.test(each.name)) return [{ ...each, children: each.children.flatMap(unbold) }];
    if (each.name !== "span" && each.name !== "font" && each.name !== "a") return [each];
    let children = each.children;
    const wrap = (name: string): void => {
      if (children.some((child) => textOf(child).trim() !== "")) children = [element(name, children)];
    };
    if (heavy(weight)) wrap("strong");
    if (slant === "italic" || slant === "oblique") wrap("em");
    const raised = styleOf(each, "vertical-align");
    if (raised === "super") wrap("sup");
    if (raised === "sub") wrap("sub");
    const line = styleOf(each, "text-decoration") || styleOf(each, "text-decoration-line");
    if (line.includes("line-through")) wrap("s");
    return [{ ...each, children }];
  });
}

function unbold(node: HtmlNode): HtmlNode[] {
  return rewritten(node, (each) => (each.name === "strong" || each.name === "b" ? each.children : [each]));
}
