/** Moving, doubling and deleting whole blocks. What is moved stays the very same nodes, so that it keeps its source. */

import { closeHistory } from "@tiptap/pm/history";
import { Fragment, type NodeRange, type Node as ProseNode } from "@tiptap/pm/model";
import {
  type EditorState,
  NodeSelection,
  Selection,
  TextSelection,
  type Transaction,
} from "@tiptap/pm/state";
import { withoutId } from "../../nodes/attribute-source.ts";
import { announce } from "../announce.ts";
import { blockName, blocksOf, selectedBlocks } from "./block-range.ts";

/** Move the selected blocks one place up (`-1`) or down (`1`); at an edge, out of their box. Null when they cannot. */
export function moveBlocks(state: EditorState, step: 1 | -1): Transaction | null {
  const range = selectedBlocks(state);
  if (!range || blocksOf(range).some((block) => block.type.name === "frontMatter")) return null;
  const { parent, startIndex, endIndex } = range;
  const sibling = step === -1 ? startIndex - 1 : endIndex;
  const other = sibling >= 0 ? parent.maybeChild(sibling) : null;
  if (!other) return moveOut(state, range, step);
  if (other.type.name === "frontMatter") return null;
  const moved = Fragment.from(blocksOf(range) as ProseNode[]);
  const from = step === -1 ? range.start - other.nodeSize : range.start;
  const to = step === -1 ? range.end : range.end + other.nodeSize;
  const tr = closeHistory(state.tr);
  tr.replaceWith(from, to, step === -1 ? moved.addToEnd(other) : Fragment.from(other).append(moved));
  const place = step === -1 ? startIndex : startIndex + 2;
  return follow(tr, state, step * other.nodeSize, `Place ${place} of ${parent.childCount}`);
}

/** Put blocks at the edge of a box before it or after it. */
function moveOut(state: EditorState, range: NodeRange, step: 1 | -1): Transaction | null {
  const { $from, depth, parent, start, end } = range;
  if (depth === 0 || parent.type.name === "listItem" || parent.type.name.endsWith("List")) return null;
  if (blocksOf(range).length === parent.childCount) return null;
  const around = $from.node(depth - 1);
  const index = step === -1 ? $from.index(depth - 1) : $from.indexAfter(depth - 1);
  const moved = blocksOf(range);
  if (!moved.every((block) => around.canReplaceWith(index, index, block.type))) return null;
  const at = step === -1 ? $from.before(depth) : $from.after(depth);
  const tr = closeHistory(state.tr);
  // The later of the two places is changed first, so that the earlier one stays where it is.
  if (step === -1) tr.delete(start, end).insert(at, moved as ProseNode[]);
  else tr.insert(at, moved as ProseNode[]).delete(start, end);
  const offset = step === -1 ? at - start : at - end;
  return follow(tr, state, offset, step === -1 ? "Moved out, before the box" : "Moved out, after the box");
}

/** Let the selection go with what moved by `offset`. */
function follow(tr: Transaction, { selection }: EditorState, offset: number, words: string): Transaction {
  const from = selection.anchor + offset;
  const to = selection.head + offset;
  if (selection instanceof NodeSelection) tr.setSelection(NodeSelection.create(tr.doc, from));
  else tr.setSelection(TextSelection.between(tr.doc.resolve(from), tr.doc.resolve(to)));
  return announce(tr.scrollIntoView(), words);
}

/** Put a copy after the selected blocks, without their labels: there may be only one of each. The cursor goes there. */
export function duplicateBlocks(state: EditorState): Transaction | null {
  const range = selectedBlocks(state);
  if (!range) return null;
  const blocks = blocksOf(range);
  if (blocks.some((block) => ["frontMatter", "footnoteDefinition"].includes(block.type.name))) return null;
  const tr = closeHistory(state.tr).insert(range.end, blocks.map(withoutLabels));
  return follow(tr, state, range.end - range.start, `${nameOf(blocks)} doubled`);
}

/** Delete the selected blocks; where nothing would be left, an empty paragraph is. */
export function deleteBlocks(state: EditorState): Transaction | null {
  const range = selectedBlocks(state);
  const { paragraph } = state.schema.nodes;
  if (!range || !paragraph) return null;
  const tr = closeHistory(state.tr);
  const { start, end, parent } = range;
  const blocks = blocksOf(range);
  if (blocks.length < parent.childCount) tr.delete(start, end);
  else if (parent.type.name.endsWith("List") && range.depth > 0) {
    // An empty list is none.
    tr.replaceWith(start - 1, end + 1, paragraph.create());
  } else tr.replaceWith(start, end, paragraph.create());
  tr.setSelection(Selection.near(tr.doc.resolve(Math.min(start, tr.doc.content.size))));
  return announce(tr.scrollIntoView(), `${nameOf(blocks)} deleted`);
}

function nameOf(blocks: readonly ProseNode[]): string {
  return blocks.length === 1 && blocks[0] ? blockName(blocks[0]) : `${blocks.length} blocks`;
}

function withoutLabels(node: ProseNode): ProseNode {
  if (node.isText) return node;
  const content = Fragment.from(node.children.map(withoutLabels));
  const { attributes } = node.attrs;
  if (typeof attributes !== "string") return node.copy(content);
  return node.type.create({ ...node.attrs, attributes: withoutId(attributes) }, content, node.marks);
}
