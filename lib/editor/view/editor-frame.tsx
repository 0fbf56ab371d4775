"use client";

import type { Editor } from "@tiptap/core";
import { EditorContent, useEditorState } from "@tiptap/react";
import { type KeyboardEvent, useRef, useState } from "react";
import { announced } from "./announce.ts";
import { BlockMenu, DragHandle } from "./blocks/index.ts";
import { FindBar, goToMatchBeside } from "./find/index.ts";
import { frameKey, isApple } from "./frame-keys.ts";
import { InsertPanel } from "./insert-menu/index.ts";
import { type Asking, Question, type ToolbarResources } from "./question.tsx";
import { TableTools } from "./tables/index.ts";
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
  const [menu, setMenu] = useState(false);
  const openFind = (replacing: boolean) =>
    setFind((now) => ({
      asked: (now?.asked ?? 0) + 1,
      replacing: !readOnly && (replacing || now?.replacing === true),
    }));
  const onKeyDown = (event: KeyboardEvent) => {
    const key = frameKey(event, isApple());
    if (!key || !editor) return;
    event.preventDefault();
    if (key === "block") setMenu(!readOnly);
    else if (key === "tools")
      frame.current?.querySelector<HTMLElement>(".ed-table-tools button, .ed-tools button")?.focus();
    else if (key === "find" || key === "replace") openFind(key === "replace");
    else if (find) goToMatchBeside(editor.view, key === "next" ? 1 : -1);
    else openFind(false);
  };
  return (
    // The keys of the tools work from anywhere in the editor, its fields and buttons too.
    <section ref={frame} className="ed-visual" aria-label="Editor" onKeyDown={onKeyDown}>
      {editor && (
        <div className="ed-toolbar">
          {!readOnly && (
            <Toolbar
              editor={editor}
              onAsk={onAsk}
              onFind={() => openFind(false)}
              onBlock={() => setMenu(true)}
            />
          )}
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
      {editor && !readOnly && (
        <>
          <InsertPanel editor={editor} frame={frame} onAsk={onAsk} />
          <TableTools editor={editor} frame={frame} />
          <DragHandle editor={editor} frame={frame} onMenu={() => setMenu(true)} />
          {menu && (
            <BlockMenu
              editor={editor}
              frame={frame}
              onClose={(back) => {
                setMenu(false);
                if (back) editor.view.focus();
              }}
            />
          )}
          <Announcement editor={editor} />
        </>
      )}
    </section>
  );
}

function Announcement({ editor }: { editor: Editor }) {
  const words = useEditorState({ editor, selector: ({ editor: now }) => announced(now.state) });
  return <output className="visually-hidden">{words}</output>;
}
