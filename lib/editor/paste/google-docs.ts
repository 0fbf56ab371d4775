/** What Google Docs puts on the clipboard: everything in one `b` that is not bold, links by way of Google. */
import { type HtmlElement, rewritten, styleOf } from "./html.ts";

export function isGoogleDocs(html: string): boolean {
  return html.slice(0, 20_000).includes("docs-internal-guid");
}

export function cleanGoogleDocs(tree: HtmlElement): HtmlElement {
  const [cleaned] = rewritten(tree, (each) => {
    if (each.attributes.id?.startsWith("docs-internal-guid")) return each.children;
    // A title and a subtitle are paragraphs with large letters.
    if (each.name === "p" && each.children.length > 0 && pointsOf(each) >= 24)
      return [{ ...each, name: "h1" }];
    return [each];
  });
  return typeof cleaned === "object" ? cleaned : tree;
}

/** The size of the letters of a paragraph that is one run, in points. */
function pointsOf(each: HtmlElement): number {
  const [only, ...more] = each.children;
  if (more.length > 0 || typeof only !== "object") return 0;
  return Number(/^([\d.]+)pt$/u.exec(styleOf(only, "font-size"))?.[1] ?? 0);
}

/** The address behind Google's own. */
export function directAddress(href: string): string {
  if (!/^https?:\/\/www\.google\.com\/url\?/u.test(href)) return href;
  const query = new URLSearchParams(href.slice(href.indexOf("?") + 1));
  return query.get("q") ?? query.get("url") ?? href;
}
