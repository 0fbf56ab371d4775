"use client";

import type { Editor } from "@tiptap/core";
import { Keyboard, Search, TableOfContents } from "lucide-react";
import type { ReactNode } from "react";
import { readingMinutes } from "#lib/core/learning/index.ts";
import { FindBar } from "./find/index.ts";
import { OutlinePanel, useOutline } from "./outline/index.ts";
import { type Asking, Question, type ToolbarResources } from "./question.tsx";
import { Toolbar } from "./toolbar.tsx";

/** What stands above the text and stays in sight, and the outline, below it or beside the text. */
export function FrameTools({
  editor,
  readOnly,
  resources,
  asking,
  find,
  outline,
  onAsk,
  onUndo,
  onRedo,
  onFind,
  onReplacing,
  onFound,
  onBlock,
  onOutline,
  onKeys,
}: {
  editor: Editor;
  readOnly: boolean;
  resources: ToolbarResources;
  asking: Asking | null;
  find: { asked: number; replacing: boolean } | null;
  outline: "beside" | "below" | null;
  onAsk(next: Asking | null): void;
  onUndo(): void;
  onRedo(): void;
  onFind(replacing: boolean): void;
  onReplacing(replacing: boolean): void;
  onFound(): void;
  onBlock(): void;
  onOutline(open: boolean): void;
  onKeys(): void;
}) {
  const { headings, words, current } = useOutline(editor);
  const length = `${words.toLocaleString("en")} ${words === 1 ? "word" : "words"}, ${readingMinutes(words)} min`;
  const panel = (onGone?: () => void) => (
    <OutlinePanel editor={editor} headings={headings} current={current} length={length} onGone={onGone} />
  );
  const button = (name: string, run: () => void, icon: ReactNode, open?: boolean) => (
    <button
      type="button"
      className="ed-tool"
      aria-label={name}
      title={name}
      {...(open === undefined ? {} : { "aria-expanded": open })}
      onClick={run}
    >
      {icon}
    </button>
  );
  return (
    <>
      <div className="ed-toolbar">
        <div className="ed-tools-row">
          {!readOnly && (
            <Toolbar editor={editor} onAsk={onAsk} onUndo={onUndo} onRedo={onRedo} onBlock={onBlock} />
          )}
          <div className="ed-view-tools">
            <span className="ed-length">{length}</span>
            {button("Outline", () => onOutline(outline === null), <TableOfContents />, outline !== null)}
            {button("Find and replace (Ctrl+F)", () => onFind(false), <Search />)}
            {button("Keys (Ctrl+/)", onKeys, <Keyboard />)}
          </div>
        </div>
        {find && (
          <FindBar
            editor={editor}
            {...find}
            canReplace={!readOnly}
            onReplacing={onReplacing}
            onClose={onFound}
          />
        )}
        <Question editor={editor} asking={asking} resources={resources} onAsk={onAsk} />
        {outline === "below" && panel(() => onOutline(false))}
      </div>
      {outline === "beside" && panel()}
    </>
  );
}
