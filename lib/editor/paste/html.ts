/** HTML from a clipboard as plain data: nothing of it runs, loads or is shown. */

export interface HtmlElement {
  /** In lower case. */
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: HtmlNode[];
}
/** A text is itself. Comments are left out. */
export type HtmlNode = HtmlElement | string;

export function element(
  name: string,
  children: HtmlNode[] = [],
  attributes: Readonly<Record<string, string>> = {},
): HtmlElement {
  return { name, attributes, children };
}

/** All text inside. */
export function textOf(node: HtmlNode): string {
  return typeof node === "string" ? node : node.children.map(textOf).join("");
}

/** One property of the style attribute, in lower case; empty without it. */
export function styleOf(node: HtmlElement, property: string): string {
  const { style } = node.attributes;
  if (!style) return "";
  for (const part of style.split(";")) {
    const colon = part.indexOf(":");
    if (colon > 0 && part.slice(0, colon).trim().toLowerCase() === property)
      return part
        .slice(colon + 1)
        .trim()
        .toLowerCase();
  }
  return "";
}

export function hasClass(node: HtmlElement, pattern: RegExp): boolean {
  return pattern.test(node.attributes.class ?? "");
}

/** The first element that fits, itself or inside. */
export function find(node: HtmlNode, fits: (each: HtmlElement) => boolean): HtmlElement | null {
  if (typeof node === "string") return null;
  if (fits(node)) return node;
  for (const child of node.children) {
    const found = find(child, fits);
    if (found) return found;
  }
  return null;
}

/** The same tree with every element replaced, from the inside out; a list stands in its place. */
export function rewritten(node: HtmlNode, by: (each: HtmlElement) => HtmlNode[]): HtmlNode[] {
  if (typeof node === "string") return [node];
  return by({ ...node, children: node.children.flatMap((child) => rewritten(child, by)) });
}
