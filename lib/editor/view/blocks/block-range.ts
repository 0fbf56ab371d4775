/** Which blocks a tool is about. */
import type { NodeRange, Node as ProseNode, ResolvedPos } from "@tiptap/pm/model";
import { type EditorState, NodeSelection } from "@tiptap/pm/state";

/** Whose children may change places. */
const holders = new Set([
  "doc",
  "div",
  "blockquote",
  "bulletList",
  "orderedList",
  "listItem",
  "footnoteDefinition",
  "definitionDescription",
]);

/**
 * The blocks that the selection is in, as neighbours in the innermost parent that can order them: an item rather than
 * its first paragraph, a whole table rather than its cells, and a box rather than all that is in it. Null for none.
 */
export function selectedBlocks({ selection }: EditorState): NodeRange | null {
  const { $from, $to } = selection;
  if (selection instanceof NodeSelection && selection.node.isBlock)
    return rangeAround($from, $to, $from.depth);
  return rangeAround($from, $to, $from.depth - 1);
}

function rangeAround($from: ResolvedPos, $to: ResolvedPos, deepest: number): NodeRange | null {
  for (let depth = deepest; depth >= 0; depth--) {
    if ($to.depth < depth || $to.start(depth) !== $from.start(depth)) continue;
    const parent = $from.node(depth);
    if (!holders.has(parent.type.name)) continue;
    const range = $from.blockRange($to, (node) => node === parent);
    if (!range || range.depth !== depth) continue;
    if (depth > 0 && standsForParent(range)) continue;
    return range;
  }
  return null;
}

/** Whether a range means the block around it: all of it, or the beginning of a list item. */
function standsForParent({ parent, startIndex, endIndex }: NodeRange): boolean {
  if (parent.type.name === "listItem") return startIndex === 0;
  if (parent.type.name === "bulletList" || parent.type.name === "orderedList") return false;
  return startIndex === 0 && endIndex === parent.childCount;
}

/** The blocks of a range. */
export function blocksOf({ parent, startIndex, endIndex }: NodeRange): readonly ProseNode[] {
  return parent.children.slice(startIndex, endIndex);
}

const names: Record<string, string> = {
  paragraph: "Paragraph",
  heading: "Heading",
  bulletList: "List",
  orderedList: "Numbered list",
  listItem: "Item",
  blockquote: "Quotation",
  div: "Box",
  codeBlock: "Code",
  mathBlock: "Formula",
  rawBlock: "Raw block",
  tableFigure: "Table",
  figure: "Figure",
  footnoteDefinition: "Footnote",
  definitionList: "Definition list",
  lineBlock: "Lines",
  thematicBreak: "Rule",
  frontMatter: "Front matter",
  island: "Source",
};

/** What people call a block. */
export function blockName(node: ProseNode): string {
  if (node.type.name === "div" && /\.callout-/u.test(String(node.attrs.attributes))) return "Callout";
  return names[node.type.name] ?? "Block";
}
