"use client";

import type { Editor } from "@tiptap/core";
import { NodeSelection } from "@tiptap/pm/state";
import { GripVertical } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { isApple, keyWord } from "#lib/ui/index.ts";
import { blockAround, type GripTarget, isBeside, targetAtSelection, targetOf } from "./grip-target.ts";
import { moveBlocks } from "./move-blocks.ts";

/** While a person types there is no grip; it comes back in a pause, in milliseconds. */
const pause = 600;

/**
 * A grip beside the block under the mouse, else beside the one the cursor is in: dragged or with the arrow keys it moves
 * the block, pressed it opens the block's menu. It can have the keyboard like any button.
 */
export function DragHandle({
  editor,
  frame,
  onMenu,
}: {
  editor: Editor;
  frame: RefObject<HTMLElement | null>;
  onMenu(): void;
}) {
  const [target, setTarget] = useState<GripTarget | null>(null);
  const shown = useRef<GripTarget | null>(null);
  shown.current = target;
  const grip = useRef<HTMLButtonElement>(null);
  const dragging = useRef(false);
  useEffect(() => {
    const place = frame.current;
    if (!place) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked = 0;
    let mouse = { x: -1, y: -1 };
    const atCursor = (): void => {
      if (editor.isDestroyed || dragging.current) return;
      const within = editor.view.hasFocus() || document.activeElement === grip.current;
      setTarget(within ? targetAtSelection(editor, place) : null);
    };
    const over = (event: PointerEvent): void => {
      if (event.pointerType !== "mouse" || !(event.target instanceof Element) || event.buttons !== 0) return;
      // What moves under a mouse that lies still is not pointed at.
      const still = event.clientX === mouse.x && event.clientY === mouse.y;
      mouse = { x: event.clientX, y: event.clientY };
      if (still || event.target.closest(".ed-handle")) return;
      const { current } = shown;
      if (current && isBeside(current, place, event.clientX, event.clientY)) return;
      const block = blockAround(event.target);
      if (block && block === current?.dom) return;
      if (block) setTarget(targetOf(editor, block, place));
      else atCursor();
    };
    const leave = (): void => {
      // A drag ends when what it began at goes.
      if (!dragging.current) atCursor();
    };
    const select = (): void => {
      cancelAnimationFrame(asked);
      // Once the page shows the selection; typing asks for nothing until it pauses.
      if (timer === undefined) asked = requestAnimationFrame(atCursor);
    };
    const change = (): void => {
      cancelAnimationFrame(asked);
      clearTimeout(timer);
      if (document.activeElement === grip.current) {
        atCursor();
        return;
      }
      if (shown.current && !dragging.current) setTarget(null);
      timer = setTimeout(() => {
        timer = undefined;
        atCursor();
      }, pause);
    };
    place.addEventListener("pointermove", over);
    place.addEventListener("pointerleave", leave);
    editor.on("update", change);
    editor.on("selectionUpdate", select);
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(asked);
      place.removeEventListener("pointermove", over);
      place.removeEventListener("pointerleave", leave);
      editor.off("update", change);
      editor.off("selectionUpdate", select);
    };
  }, [editor, frame]);
  if (!target) return null;
  const select = (): NodeSelection => {
    const { view } = editor;
    const selection = NodeSelection.create(view.state.doc, target.pos);
    view.dispatch(view.state.tr.setSelection(selection));
    return selection;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      select();
      const tr = moveBlocks(editor.state, event.key === "ArrowUp" ? -1 : 1);
      if (tr) editor.view.dispatch(tr);
    } else if (event.key === "Escape") {
      event.preventDefault();
      editor.view.focus();
    }
  };
  return (
    <button
      ref={grip}
      type="button"
      className="ed-handle"
      draggable
      aria-label={`${target.name}: arrow keys or dragging move it, Enter for more`}
      title={`Drag to move, press for more (${keyWord("Alt+Enter", isApple())})`}
      style={{ top: target.top, left: target.left }}
      onClick={() => {
        select();
        onMenu();
      }}
      onKeyDown={onKeyDown}
      onDragStart={(event) => {
        const { view } = editor;
        const slice = select().content();
        const { dom, text } = view.serializeForClipboard(slice);
        event.dataTransfer.setData("text/html", dom.innerHTML);
        event.dataTransfer.setData("text/plain", text);
        event.dataTransfer.effectAllowed = "copyMove";
        event.dataTransfer.setDragImage(target.dom, 0, 0);
        view.dragging = { slice, move: true };
        dragging.current = true;
      }}
      onDragEnd={() => {
        editor.view.dragging = null;
        dragging.current = false;
        setTarget(null);
      }}
    >
      <GripVertical aria-hidden="true" />
      <span className="ed-handle-hint" aria-hidden="true">
        ↑ ↓ move, Enter for more
      </span>
    </button>
  );
}
