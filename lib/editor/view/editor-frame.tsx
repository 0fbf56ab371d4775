"use client";

import type { Editor } from "@tiptap/core";
import { EditorContent } from "@tiptap/react";
import { type KeyboardEvent, useRef, useState } from "react";
import { isApple } from "#lib/ui/index.ts";
import { goToMatchBeside } from "./find/index.ts";
import { frameKey } from "./frame-keys.ts";
import { FrameOverlays } from "./frame-overlays.tsx";
import { FrameTools } from "./frame-tools.tsx";
import type { Asking, ToolbarResources } from "./question.tsx";
import { useWide } from "./use-wide.ts";

/** From here on the outline stands beside the text, in pixels. */
const roomForOutline = 940;

/** The text with the tools around it. */
export function EditorFrame({
  editor,
  readOnly,
  resources,
  asking,
  onAsk,
  onUndo,
  onRedo,
  onKeys,
}: {
  editor: Editor | null;
  readOnly: boolean;
  resources: ToolbarResources;
  asking: Asking | null;
  onAsk(next: Asking | null): void;
  onUndo(): void;
  onRedo(): void;
  /** Show the list of keys. */
  onKeys(): void;
}) {
  const frame = useRef<HTMLElement>(null);
  const wide = useWide(frame, roomForOutline);
  const [find, setFind] = useState<{ asked: number; replacing: boolean } | null>(null);
  const [menu, setMenu] = useState(false);
  const [outline, setOutline] = useState<boolean | null>(null);
  const shown = outline ?? wide;
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
    else if (key === "keys") onKeys();
    else if (key === "tools")
      frame.current?.querySelector<HTMLElement>(".ed-table-tools button, .ed-tools button")?.focus();
    else if (key === "find" || key === "replace") openFind(key === "replace");
    else if (find) goToMatchBeside(editor.view, key === "next" ? 1 : -1);
    else openFind(false);
  };
  return (
    // The keys of the tools work from anywhere in the editor, its fields and buttons too.
    <section
      ref={frame}
      className="ed-visual"
      aria-label="Editor"
      {...(wide && shown ? { "data-beside": "" } : {})}
      onKeyDown={onKeyDown}
    >
      {editor && (
        <FrameTools
          editor={editor}
          readOnly={readOnly}
          resources={resources}
          asking={asking}
          find={find}
          outline={shown ? (wide ? "beside" : "below") : null}
          onAsk={onAsk}
          onUndo={onUndo}
          onRedo={onRedo}
          onFind={openFind}
          onReplacing={(replacing) => setFind((now) => (now ? { ...now, replacing } : now))}
          onFound={() => {
            setFind(null);
            editor.commands.focus();
          }}
          onBlock={() => setMenu(true)}
          onOutline={setOutline}
          onKeys={onKeys}
        />
      )}
      <EditorContent editor={editor} />
      {editor && !readOnly && (
        <FrameOverlays editor={editor} frame={frame} menu={menu} onMenu={setMenu} onAsk={onAsk} />
      )}
    </section>
  );
}
