"use client";

import type { Editor } from "@tiptap/core";
import type { Transaction } from "@tiptap/pm/state";
import { ArrowDown, ArrowUp, Copy, Trash2 } from "lucide-react";
import { type RefObject, useLayoutEffect, useRef } from "react";
import { lowerEdge } from "../lower-edge.ts";
import { MenuList } from "../menu-list.tsx";
import { blockName, blocksOf, selectedBlocks } from "./block-range.ts";
import { deleteBlocks, duplicateBlocks, moveBlocks } from "./move-blocks.ts";
import { kindsFor, turnInto } from "./turn-into.ts";

/** What can be done with the selected blocks, as a menu beside the first of them. */
export function BlockMenu({
  editor,
  frame,
  onClose,
}: {
  editor: Editor;
  /** What the menu is placed in. */
  frame: RefObject<HTMLElement | null>;
  onClose(back: boolean): void;
}) {
  const menu = useRef<HTMLDivElement>(null);
  const { state } = editor;
  const range = selectedBlocks(state);
  const blocks = range ? blocksOf(range) : [];
  const label = blocks.length === 1 && blocks[0] ? blockName(blocks[0]) : `${blocks.length} blocks`;
  useLayoutEffect(() => {
    const box = frame.current?.getBoundingClientRect();
    const panel = menu.current;
    if (!box || !panel || !range) return;
    const dom = editor.view.nodeDOM(range.start);
    const block = dom instanceof Element ? dom.getBoundingClientRect() : editor.view.coordsAtPos(range.start);
    // Within what is seen of the text, below the tools.
    const lowest = lowerEdge() - panel.offsetHeight - 8;
    const top = Math.max(60, Math.min(block.top, lowest));
    panel.style.top = `${top - box.top}px`;
    panel.style.left = `${Math.max(8, Math.min(block.left - box.left, box.width - panel.offsetWidth - 8))}px`;
  });
  const runs = (tr: Transaction | null) => (tr ? () => editor.view.dispatch(tr) : null);
  const turnings = kindsFor(state).map((kind) => ({
    name: kind.title,
    run: runs(turnInto(state, kind.id)),
  }));
  return (
    <MenuList
      label={label}
      place={menu}
      onClose={onClose}
      groups={[
        {
          title: label,
          items: [
            { name: "Move up", keys: "Alt+↑", icon: <ArrowUp />, run: runs(moveBlocks(state, -1)) },
            { name: "Move down", keys: "Alt+↓", icon: <ArrowDown />, run: runs(moveBlocks(state, 1)) },
            { name: "Double", keys: "Mod+Shift+D", icon: <Copy />, run: runs(duplicateBlocks(state)) },
            { name: "Delete", keys: "Mod+Shift+⌫", icon: <Trash2 />, run: runs(deleteBlocks(state)) },
          ],
        },
        ...(turnings.length > 0 ? [{ title: "Turn into", items: turnings }] : []),
      ]}
    />
  );
}
