/** What Word puts on the clipboard: headings by class, lists as paragraphs with a marker, page furniture. */
import { element, type HtmlElement, type HtmlNode, hasClass, rewritten, styleOf, textOf } from "./html.ts";

/** Whether Word (or a program that writes as it does) made it. */
export function isWord(html: string): boolean {
  return /\bmso-|class="?Mso|urn:schemas-microsoft-com:office/iu.test(html.slice(0, 200_000));
}

export function cleanWord(tree: HtmlElement): HtmlElement {
  const [cleaned] = rewritten(tree, (each) => {
    if (each.name.includes(":")) return each.children;
    if (/ignore/u.test(styleOf(each, "mso-list"))) return [element("list-marker", each.children)];
    const part = styleOf(each, "mso-element");
    if (part === "footnote-list" || part === "endnote-list" || part === "comment-list") {
      if (part === "comment-list") return [];
      return [
        { ...each, children: each.children.filter((child) => typeof child === "string" || !isRule(child)) },
      ];
    }
    if (hasClass(each, /\bMsoCommentReference\b/u)) return [];
    if (each.name === "p") return [asHeading(each)];
    return [{ ...each, children: withLists(each.children) }];
  });
  return typeof cleaned === "object" ? cleaned : tree;
}

const isRule = (node: HtmlElement): boolean => node.name === "hr" || node.name === "br";

function asHeading(each: HtmlElement): HtmlElement {
  if (hasClass(each, /\bMsoTitle\b/u)) return { ...each, name: "h1" };
  const level = /\bMsoHeading([1-6])\b|\bMso?Heading([1-6])\b/u.exec(each.attributes.class ?? "");
  const outline = /^[1-6]$/u.exec(styleOf(each, "mso-outline-level"))?.[0];
  const own = level?.[1] ?? level?.[2] ?? outline;
  if (own) return { ...each, name: `h${own}` };
  if (hasClass(each, /\bMsoQuote\b|\bMsoIntenseQuote\b/u)) return element("blockquote", [each]);
  return each;
}

interface Item {
  level: number;
  ordered: boolean;
  start: number;
  content: HtmlNode[];
}

/** Runs of list paragraphs become lists. */
function withLists(children: readonly HtmlNode[]): HtmlNode[] {
  const result: HtmlNode[] = [];
  let items: Item[] = [];
  const flush = (): void => {
    if (items.length > 0) result.push(...nested(items));
    items = [];
  };
  for (const child of children) {
    const item = typeof child === "string" ? null : itemOf(child);
    if (item) items.push(item);
    else if (typeof child !== "string" || child.trim() !== "") {
      flush();
      result.push(child);
    } else if (items.length === 0) result.push(child);
  }
  flush();
  return result;
}

function itemOf(each: HtmlElement): Item | null {
  const level = /\blevel([1-9])/u.exec(styleOf(each, "mso-list"))?.[1];
  if (!level) return null;
  let marker = "";
  const content = each.children.flatMap((child) =>
    rewritten(child, (inner) => {
      if (inner.name !== "list-marker") return [inner];
      marker += textOf(inner);
      return [];
    }),
  );
  const sign = marker.replace(/[\s\u00a0]/gu, "");
  // A bullet may be the letter o in another typeface.
  const ordered = /^\(?(?:\d+|[a-z]|[ivxlc]+)[.)]$/iu.test(sign);
  return { level: Number(level), ordered, start: Number(/\d+/u.exec(sign)?.[0] ?? 1), content };
}

function nested(items: readonly Item[]): HtmlElement[] {
  const lists: HtmlElement[] = [];
  let index = 0;
  while (index < items.length) {
    const first = items[index] as Item;
    const list = element(
      first.ordered ? "ol" : "ul",
      [],
      first.ordered && first.start !== 1 ? { start: String(first.start) } : {},
    );
    lists.push(list);
    while (index < items.length) {
      const item = items[index] as Item;
      if (item.level < first.level || (item.level === first.level && item.ordered !== first.ordered)) break;
      if (item.level > first.level) {
        const deeper = index;
        while (index < items.length && (items[index] as Item).level > first.level) index++;
        const last = list.children[list.children.length - 1];
        const inner = nested(items.slice(deeper, index));
        if (typeof last === "object") last.children.push(...inner);
        continue;
      }
      list.children.push(element("li", item.content));
      index++;
    }
  }
  return lists;
}
