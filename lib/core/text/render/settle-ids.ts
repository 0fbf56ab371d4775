import type { Element, ElementContent } from "hast";

/** Names the page itself and its scripts use: an author's element must not be found in their place. */
const reserved = /^(?:ui-|_|\$)/u;

/** The id an author's id has on the page. */
export function pageId(id: string): string {
  return reserved.test(id) ? `user-content-${id}` : id;
}

/**
 * Keep ids apart: those of the page are not for the text (links to them follow), and of two equal ones the first stays.
 */
export function settleIds(children: readonly ElementContent[]): void {
  const taken = new Set<string>();
  const settle = (node: Element): void => {
    const { id, href } = node.properties;
    if (typeof id === "string") {
      const settled = pageId(id);
      if (taken.has(settled)) delete node.properties.id;
      else node.properties.id = settled;
      taken.add(settled);
    }
    if (typeof href === "string" && href.startsWith("#")) node.properties.href = `#${pageId(href.slice(1))}`;
    for (const child of node.children) if (child.type === "element") settle(child);
  };
  for (const child of children) if (child.type === "element") settle(child);
}
