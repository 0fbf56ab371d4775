"use client";

import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { type RefObject, useLayoutEffect, useRef } from "react";
import { lowerEdge } from "../lower-edge.ts";
import type { Asking } from "../question.tsx";
import { findInsertChoices } from "./choices.ts";
import { insertMenuKey, listId, takeChoice } from "./plugin.ts";

/** The list under the slash. Focus stays in the text; the current choice is named to screen readers from there. */
export function InsertPanel({
  editor,
  frame,
  onAsk,
}: {
  editor: Editor;
  /** What the panel is placed in. */
  frame: RefObject<HTMLElement | null>;
  onAsk(question: Asking): void;
}) {
  const open = useEditorState({ editor, selector: ({ editor: now }) => insertMenuKey.getState(now.state) });
  const place = useRef<HTMLDivElement>(null);
  const from = open?.from;
  const found = open ? findInsertChoices(open.query) : [];
  const current = open ? found[open.at] : undefined;
  useLayoutEffect(() => {
    const panel = place.current;
    if (!panel || !frame.current || from === undefined) return;
    const line = editor.view.coordsAtPos(from);
    const box = frame.current.getBoundingClientRect();
    const left = Math.max(8, Math.min(line.left - box.left, box.width - panel.offsetWidth - 8));
    const below = lowerEdge() - line.bottom;
    const above = below < panel.offsetHeight + 8 && line.top > below;
    panel.style.left = `${left}px`;
    panel.style.top = `${(above ? line.top - panel.offsetHeight - 4 : line.bottom + 4) - box.top}px`;
  });
  useLayoutEffect(() => {
    if (current) document.getElementById(`${listId}-${current.id}`)?.scrollIntoView({ block: "nearest" });
  }, [current]);
  if (!open) return null;
  return (
    <div ref={place} className="ed-insert">
      <div role="listbox" id={listId} aria-label="What to insert" className="ed-insert-list">
        {found.map((choice) => (
          <div
            key={choice.id}
            id={`${listId}-${choice.id}`}
            role="option"
            aria-selected={choice === current}
            tabIndex={-1}
            onMouseDown={(event) => {
              event.preventDefault();
              takeChoice(editor, choice, onAsk);
            }}
          >
            <span className="ed-insert-title">{choice.title}</span>
            <span className="ed-insert-hint">{choice.hint}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="ed-insert-none">Nothing is called “{open.query}”.</p>}
      <output className="visually-hidden">
        {found.length === 0 ? "Nothing fits" : `${found.length} to choose from; arrow keys move`}
      </output>
    </div>
  );
}
