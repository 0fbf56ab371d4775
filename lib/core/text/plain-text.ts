import type { Node } from "unist";

/**
 * The words of a node without markup: code, math and citations as written, breaks as spaces, notes and raw
 * markup left out. Bounded by the depth the parser allows.
 */
export function plainText(node: Node): string {
  switch (node.type) {
    case "break":
      return " ";
    case "html":
    case "rawInline":
    case "rawBlock":
    case "inlineNote":
    case "footnoteReference":
    case "footnoteDefinition":
    case "texCommand":
    case "shortcode":
    case "yaml":
    case "definition":
      return "";
    case "image":
    case "imageReference":
      return "alt" in node && typeof node.alt === "string" ? node.alt : "";
    default:
      if ("value" in node && typeof node.value === "string") return node.value;
      if ("children" in node && Array.isArray(node.children)) {
        return (node.children as Node[]).map(plainText).join("");
      }
      return "";
  }
}
