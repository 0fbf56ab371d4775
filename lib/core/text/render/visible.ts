import type { Code, Nodes, RootContent } from "mdast";
import type { Attributes } from "../index.ts";

export function attributesOf(node: Nodes): Attributes | null {
  return ("attributes" in node ? (node.attributes as Attributes | null | undefined) : null) ?? null;
}

/** The value of the last pair with this key. */
export function pair(attributes: Attributes | null | undefined, key: string): string | null {
  return attributes?.pairs.findLast(([name]) => name === key)?.[1] ?? null;
}

/** The value of `#| key: value` at the head of a cell, without its quotes. */
export function cellOption(node: Code, key: string): string | null {
  const value = node.options?.find(([name]) => name === key)?.[1].trim();
  return value === undefined ? null : value.replace(/^(["'])(.*)\1$/u, "$2");
}

/** The first of several captions or titles that a node carries, as attribute or as option of its cell. */
export function named(node: Nodes, ...keys: string[]): string | null {
  for (const key of keys) {
    const found = pair(attributesOf(node), key) ?? (node.type === "code" ? cellOption(node, key) : null);
    if (found !== null) return found;
  }
  return null;
}

/** The label a node carries: `{#id}`, or `#| label: id` of a cell. */
export function labelOf(node: Nodes): string | null {
  return attributesOf(node)?.id ?? (node.type === "code" ? cellOption(node, "label") : null);
}

/**
 * Whether readers of the web page see a node: not what is for another format (`.content-visible when-format="pdf"` and
 * its opposites, https://quarto.org/docs/authoring/conditional.html), nor a cell that shows nothing at all.
 */
export function isShown(node: Nodes): boolean {
  if (node.type === "code") return cellOption(node, "include") !== "false";
  const attributes = node.type === "div" || node.type === "bracketedSpan" ? node.attributes : null;
  const classes = attributes?.classes ?? [];
  if (classes.length === 0) return true;
  if (classes.includes("hidden")) return false;
  const only = pair(attributes, "when-format");
  const except = pair(attributes, "unless-format");
  if (classes.includes("content-visible")) return (only === null || isWeb(only)) && !isWeb(except);
  if (classes.includes("content-hidden")) {
    if (only === null && except === null) return false;
    return (only === null || !isWeb(only)) && (except === null || isWeb(except));
  }
  return true;
}

function isWeb(format: string | null): boolean {
  return format !== null && /^html(?::|$)/u.test(format);
}

/** Every block and inline node that readers see, containers first, in source order. */
export function* walk(nodes: readonly RootContent[]): Generator<RootContent> {
  for (const node of nodes) {
    if (!isShown(node)) continue;
    yield node;
    if ("children" in node) yield* walk(node.children as RootContent[]);
  }
}
