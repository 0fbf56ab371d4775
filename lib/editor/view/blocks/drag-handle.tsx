"use client";

import type { Editor } from "@tiptap/core";
import { NodeSelection } from "@tiptap/pm/state";
import { GripVertical } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { blockName } from "./block-range.ts";

/** What a handle is shown for: blocks of the chapter, and those in a box. */
const movable = ".ed-text > *, .ed-div-content > *";

interface Target {
  pos: number;
  name: string;
  top: number;
  left: number;
}

/** A grip beside the block under the mouse: dragged it moves the block, pressed it opens the block's menu. */
export function DragHandle({
  editor,
  frame,
  onMenu,
}: {
  editor: Editor;
  frame: RefObject<HTMLElement | null>;
  onMenu(): void;
}) {
  const [target, setTarget] = useState<Target | null>(null);
  const seen = useRef<Element | null>(null);
  const dragging = useRef(false);
  useEffect(() => {
    const place = frame.current;
    if (!place) return;
    const over = (event: PointerEvent): void => {
      if (event.pointerType !== "mouse" || !(event.target instanceof Element) || event.buttons !== 0) return;
      if (event.target.closest(".ed-handle")) return;
      const block = event.target.closest(movable);
      if (block === seen.current) return;
      seen.current = block;
      setTarget(block ? targetOf(editor, block, place) : null);
    };
    const leave = (): void => {
      // A drag ends when what it began at goes.
      if (dragging.current) return;
      seen.current = null;
      setTarget(null);
    };
    place.addEventListener("pointerover", over);
    place.addEventListener("pointerleave", leave);
    editor.on("update", leave);
    return () => {
      place.removeEventListener("pointerover", over);
      place.removeEventListener("pointerleave", leave);
      editor.off("update", leave);
    };
  }, [editor, frame]);
  if (!target) return null;
  const select = (): NodeSelection => {
    const { view } = editor;
    const selection = NodeSelection.create(view.state.doc, target.pos);
    view.dispatch(view.state.tr.setSelection(selection));
    return selection;
  };
  return (
    <button
      type="button"
      className="ed-handle"
      draggable
      // The same is reached by keys, from the text and from the tools.
      tabIndex={-1}
      aria-label={`${target.name}: drag to move, press for more`}
      title="Drag to move, press for more"
      style={{ top: target.top, left: target.left }}
      onClick={() => {
        select();
        onMenu();
      }}
      onDragStart={(event) => {
        const { view } = editor;
        const slice = select().content();
        const { dom, text } = view.serializeForClipboard(slice);
        event.dataTransfer.setData("text/html", dom.innerHTML);
        event.dataTransfer.setData("text/plain", text);
        event.dataTransfer.effectAllowed = "copyMove";
        if (seen.current) event.dataTransfer.setDragImage(seen.current, 0, 0);
        view.dragging = { slice, move: true };
        dragging.current = true;
      }}
      onDragEnd={() => {
        editor.view.dragging = null;
        dragging.current = false;
        setTarget(null);
        seen.current = null;
      }}
    >
      <GripVertical aria-hidden="true" />
    </button>
  );
}

function targetOf(editor: Editor, block: Element, place: HTMLElement): Target | null {
  const inside = editor.view.posAtDOM(block, 0);
  const $inside = editor.state.doc.resolve(inside);
  const pos = editor.view.nodeDOM(inside) === block ? inside : $inside.depth > 0 ? $inside.before() : -1;
  const found = [pos, ...depths($inside)].find((each) => each >= 0 && editor.view.nodeDOM(each) === block);
  const node = found === undefined ? null : editor.state.doc.nodeAt(found);
  if (found === undefined || !node || !NodeSelection.isSelectable(node) || node.type.name === "frontMatter")
    return null;
  const box = block.getBoundingClientRect();
  const frame = place.getBoundingClientRect();
  return { pos: found, name: blockName(node), top: box.top - frame.top, left: box.left - frame.left - 28 };
}

function depths($pos: { depth: number; before(depth: number): number }): number[] {
  return Array.from({ length: $pos.depth }, (_, index) => $pos.before(index + 1));
}
