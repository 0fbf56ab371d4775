/** Which block the grip stands beside. */
import type { Editor } from "@tiptap/core";
import { NodeSelection } from "@tiptap/pm/state";
import { blockName, selectedBlocks } from "./block-range.ts";

/** What a grip is shown for: blocks of the chapter, those in a box, and items of lists. */
const movable = ".ed-text > *, .ed-div-content > *, .ed-text li";

/** A block with the place of its grip, in pixels from the corner of the editor's frame. */
export interface GripTarget {
  pos: number;
  name: string;
  top: number;
  left: number;
  dom: Element;
}

/** Grips stand so far to the left of their blocks; those of items, before the marker. */
const before = { block: 28, item: 50 };

/** The block that a thing on the page is in, where it can be moved. */
export function blockAround(element: Element): Element | null {
  return element.closest(movable);
}

/** The block that the selection is in; null where it cannot be moved by a grip. */
export function targetAtSelection(editor: Editor, frame: HTMLElement): GripTarget | null {
  const range = selectedBlocks(editor.state);
  const dom = range ? editor.view.nodeDOM(range.start) : null;
  return range && dom instanceof Element && dom.matches(movable) ? at(editor, range.start, dom, frame) : null;
}

/** The block that a thing on the page draws. */
export function targetOf(editor: Editor, block: Element, frame: HTMLElement): GripTarget | null {
  const inside = editor.view.posAtDOM(block, 0);
  const $inside = editor.state.doc.resolve(inside);
  const around = Array.from({ length: $inside.depth }, (_, index) => $inside.before(index + 1));
  const pos = [inside, ...around.reverse()].find((each) => editor.view.nodeDOM(each) === block);
  return pos === undefined ? null : at(editor, pos, block, frame);
}

function at(editor: Editor, pos: number, dom: Element, frame: HTMLElement): GripTarget | null {
  const node = editor.state.doc.nodeAt(pos);
  if (!node || !NodeSelection.isSelectable(node) || node.type.name === "frontMatter") return null;
  const block = dom.getBoundingClientRect();
  const around = frame.getBoundingClientRect();
  const left = block.left - around.left - (node.type.name === "listItem" ? before.item : before.block);
  return { pos, name: blockName(node), top: block.top - around.top, left: Math.max(0, left), dom };
}

/** Whether a place on the screen is on the way from a block to its grip. */
export function isBeside({ dom, left }: GripTarget, frame: HTMLElement, x: number, y: number): boolean {
  const block = dom.getBoundingClientRect();
  const grip = frame.getBoundingClientRect().left + left;
  return (
    x >= grip - 4 && x <= block.left && y >= block.top - 2 && y <= Math.max(block.bottom, block.top + 30)
  );
}
