"use client";

import type { Editor } from "@tiptap/core";
import { EditorContent } from "@tiptap/react";
import { type KeyboardEvent, useRef, useState } from "react";
import { FindBar, goToMatchBeside } from "./find/index.ts";
import { frameKey, isApple } from "./frame-keys.ts";
import { InsertPanel } from "./insert-menu/index.ts";
import { type Asking, Question, type ToolbarResources } from "./question.tsx";
import { Toolbar } from "./toolbar.tsx";

/** The text with the tools around it. */
export function EditorFrame({
  editor,
  readOnly,
  resources,
  asking,
  onAsk,
}: {
  editor: Editor | null;
  readOnly: boolean;
  resources: ToolbarResources;
  asking: Asking | null;
  onAsk(next: Asking | null): void;
}) {
  const frame = useRef<HTMLElement>(null);
  const [find, setFind] = useState<{ asked: number; replacing: boolean } | null>(null);
  const openFind = (replacing: boolean) =>
    setFind((now) => ({
      asked: (now?.asked ?? 0) + 1,
      replacing: !readOnly && (replacing || now?.replacing === true),
    }));
  const onKeyDown = (event: KeyboardEvent) => {
    const key = frameKey(event, isApple());
    if (!key || !editor) return;
    event.preventDefault();
    if (key === "find" || key === "replace") openFind(key === "replace");
    else if (find) goToMatchBeside(editor.view, key === "next" ? 1 : -1);
    else openFind(false);
  };
  return (
    // The keys of the tools work from anywhere in the editor, its fields and buttons too.
    <section ref={frame} className="ed-visual" aria-label="Editor" onKeyDown={onKeyDown}>
      {editor && (
        <div className="ed-toolbar">
          {!readOnly && <Toolbar editor={editor} onAsk={onAsk} onFind={() => openFind(false)} />}
          {find && (
            <FindBar
              editor={editor}
              {...find}
              canReplace={!readOnly}
              onReplacing={(replacing) => setFind({ ...find, replacing })}
              onClose={() => {
                setFind(null);
                editor.commands.focus();
              }}
            />
          )}
          <Question editor={editor} asking={asking} resources={resources} onAsk={onAsk} />
        </div>
      )}
      <EditorContent editor={editor} />
      {editor && !readOnly && <InsertPanel editor={editor} frame={frame} onAsk={onAsk} />}
    </section>
  );
}
