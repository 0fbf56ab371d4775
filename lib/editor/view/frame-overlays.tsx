"use client";

import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import type { RefObject } from "react";
import { announced } from "./announce.ts";
import { BlockMenu, DragHandle } from "./blocks/index.ts";
import { InsertPanel } from "./insert-menu/index.ts";
import type { Asking } from "./question.tsx";
import { TableTools } from "./tables/index.ts";

/** What appears over the text, where it is needed. */
export function FrameOverlays({
  editor,
  frame,
  menu,
  onMenu,
  onAsk,
}: {
  editor: Editor;
  frame: RefObject<HTMLElement | null>;
  /** Whether the menu of the selected blocks is open. */
  menu: boolean;
  onMenu(open: boolean): void;
  onAsk(question: Asking): void;
}) {
  const words = useEditorState({ editor, selector: ({ editor: now }) => announced(now.state) });
  return (
    <>
      <InsertPanel editor={editor} frame={frame} onAsk={onAsk} />
      <TableTools editor={editor} frame={frame} />
      <DragHandle editor={editor} frame={frame} onMenu={() => onMenu(true)} />
      {menu && (
        <BlockMenu
          editor={editor}
          frame={frame}
          onClose={(back) => {
            onMenu(false);
            if (back) editor.view.focus();
          }}
        />
      )}
      <output className="visually-hidden">{words}</output>
    </>
  );
}
