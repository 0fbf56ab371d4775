import type { HtmlElement, HtmlNode } from "./html.ts";

/** What says nothing, or would run. */
const silent = new Set(
  "script style template noscript iframe object embed head title meta link svg canvas audio video input button select textarea xml".split(
    " ",
  ),
);
/** More elements than these, or deeper ones, are pasted as their plain text instead. */
const most = 30_000;
const deepest = 200;

/** The smallest part of the DOM that is read; a parser without a browser can give it as well. */
export interface DomNode {
  nodeType: number;
  nodeName: string;
  nodeValue: string | null;
  childNodes: ArrayLike<DomNode>;
  attributes?: ArrayLike<{ name: string; value: string }>;
}

/** A DOM tree as plain data, without what is silent; null when it is larger than can be taken apart quickly. */
export function fromDom(root: DomNode): HtmlElement | null {
  let count = 0;
  const visit = (node: DomNode, depth: number): HtmlNode | null => {
    if (node.nodeType === 3) return node.nodeValue ?? "";
    if (node.nodeType !== 1) return null;
    const name = node.nodeName.toLowerCase();
    if (silent.has(name)) return null;
    if (++count > most || depth > deepest) throw tooLarge;
    const attributes: Record<string, string> = {};
    for (const each of Array.from(node.attributes ?? [])) attributes[each.name.toLowerCase()] = each.value;
    const children: HtmlNode[] = [];
    for (const child of Array.from(node.childNodes)) {
      const read = visit(child, depth + 1);
      if (read !== null) children.push(read);
    }
    return { name, attributes, children };
  };
  try {
    const read = visit(root, 0);
    return read === null || typeof read === "string" ? null : read;
  } catch (problem) {
    if (problem === tooLarge) return null;
    throw problem;
  }
}

const tooLarge = new Error("Too large to take apart.");
