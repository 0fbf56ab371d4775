"use client";

import type { Editor } from "@tiptap/core";
import { Keyboard, Search, TableOfContents } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { readingMinutes } from "#lib/core/learning/index.ts";
import { isApple, keyWord } from "#lib/ui/index.ts";
import { FindBar } from "./find/index.ts";
import { goToHeading, OutlinePanel, useOutline } from "./outline/index.ts";
import { type Asking, Question, type ToolbarResources } from "./question.tsx";
import { Toolbar } from "./toolbar.tsx";
import { visualWriting } from "./visual-writing.ts";

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
  const writing = useMemo(() => visualWriting(editor), [editor]);
  const length = `${words.toLocaleString("en")} ${words === 1 ? "word" : "words"}, ${readingMinutes(words)} min`;
  const panel = (onGone?: () => void) => (
    <OutlinePanel
      headings={headings}
      current={current}
      length={length}
      onGo={(index) => {
        goToHeading(editor, index, headings[index]?.title ?? "");
        onGone?.();
      }}
    />
  );
  const button = (name: string, run: () => void, icon: ReactNode, keys?: string, open?: boolean) => (
    <button
      type="button"
      className="ed-tool"
      aria-label={name}
      title={keys ? `${name} (${keyWord(keys, isApple())})` : name}
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
            {button(
              "Outline",
              () => onOutline(outline === null),
              <TableOfContents />,
              undefined,
              outline !== null,
            )}
            {button("Find and replace", () => onFind(false), <Search />, "Mod+F")}
            {button("Keys", onKeys, <Keyboard />, "Mod+/")}
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
        <Question writing={writing} asking={asking} resources={resources} onAsk={onAsk} />
        {outline === "below" && panel(() => onOutline(false))}
      </div>
      {outline === "beside" && panel()}
    </>
  );
}
