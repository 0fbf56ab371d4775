/** What browsers put on the clipboard: code with its language, formulas drawn by KaTeX, MathJax or Wikipedia. */
import { element, find, type HtmlElement, hasClass, rewritten, styleOf, textOf } from "./html.ts";

export function cleanWeb(tree: HtmlElement): HtmlElement {
  const [cleaned] = rewritten(tree, (each) => {
    const formula = formulaOf(each);
    if (formula) return [formula];
    if (styleOf(each, "display") === "none" || each.attributes["aria-hidden"] === "true") return [];
    // Marks that a site adds to its text: links for editing, numbers of references, buttons for copying.
    if (hasClass(each, /\bmw-editsection\b|\bheaderlink\b|\banchor-link\b/u)) return [];
    if (each.name === "sup" && hasClass(each, /\breference\b/u)) return [];
    const language = /\bhighlight-source-([\w+-]+)/u.exec(each.attributes.class ?? "")?.[1];
    if (language)
      return rewritten(each, (inner) =>
        inner.name === "pre" ? [element("pre", inner.children, { class: `language-${language}` })] : [inner],
      );
    return [each];
  });
  return typeof cleaned === "object" ? cleaned : tree;
}

/** A drawn formula as `formula`, its TeX inside. Inner formulas have been found before outer ones. */
function formulaOf(each: HtmlElement): HtmlElement | null {
  const shows = hasClass(each, /\bkatex(?:-display)?\b|\bmwe-math-element\b|\bMathJax\b/u);
  if (each.name !== "math" && each.name !== "mjx-container" && !shows) return null;
  const inner = find(each, (node) => node !== each && node.name === "formula");
  const annotation = find(
    each,
    (node) => node.name === "annotation" && /tex/u.test(node.attributes.encoding ?? ""),
  );
  const tex = inner ? textOf(inner) : annotation ? textOf(annotation) : each.attributes.alttext;
  if (tex === undefined) return null;
  const display =
    inner?.attributes.display === "block" ||
    each.attributes.display === "block" ||
    each.attributes.display === "true" ||
    hasClass(each, /\bkatex-display\b/u);
  const plain = /^\{\\(?:display|text)style ([\s\S]*)\}$/u.exec(tex.trim())?.[1] ?? tex;
  return element("formula", [plain.trim()], display ? { display: "block" } : {});
}
