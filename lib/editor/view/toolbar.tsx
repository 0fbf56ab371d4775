"use client";

import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import {
  AtSign,
  Bold,
  BookMarked,
  Code,
  GripVertical,
  Image,
  Italic,
  Link2,
  List,
  ListOrdered,
  MessageSquareWarning,
  Quote,
  Redo2,
  Sigma,
  SquareCode,
  Superscript,
  Table,
  Undo2,
} from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { isApple, keyWord } from "#lib/ui/index.ts";
import { insertBlock, insertCallout, insertFootnote, insertTable } from "./insert-commands.ts";
import type { Asking } from "./question.tsx";

/** The tools of the visual editor, each with a name and, where there is one, a key. Arrow keys go from one to the next. */
export function Toolbar({
  editor,
  onAsk,
  onUndo,
  onRedo,
  onBlock,
}: {
  editor: Editor;
  onAsk(question: Asking): void;
  onUndo(): void;
  onRedo(): void;
  onBlock(): void;
}) {
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      strong: now.isActive("strong"),
      emphasis: now.isActive("emphasis"),
      code: now.isActive("code"),
      link: now.isActive("link"),
      bulletList: now.isActive("bulletList"),
      orderedList: now.isActive("orderedList"),
      blockquote: now.isActive("blockquote"),
      style: now.isActive("heading") ? `h${now.getAttributes("heading").level}` : "text",
    }),
  });
  const chain = () => editor.chain().focus();
  const tool = (name: string, on: boolean | null, run: () => void, icon: ReactNode, keys?: string) => (
    <button
      type="button"
      className="ed-tool"
      aria-label={name}
      title={keys ? `${name} (${keyWord(keys, isApple())})` : name}
      {...(on === null ? {} : { "aria-pressed": on })}
      onMouseDown={(event) => event.preventDefault()}
      onClick={run}
    >
      {icon}
    </button>
  );
  const code = editor.schema.nodes.codeBlock;
  return (
    <div className="ed-tools" role="toolbar" aria-label="Formatting" onKeyDown={moveFocus}>
      <select
        className="ed-style"
        aria-label="Style of the paragraph"
        value={active.style}
        onChange={(event) => {
          const level = Number(event.target.value.slice(1));
          if (event.target.value === "text") chain().setNode("paragraph").run();
          else {
            const attributes = editor.isActive("heading") ? editor.getAttributes("heading").attributes : null;
            chain().setNode("heading", { level, attributes }).run();
          }
        }}
      >
        <option value="text">Text</option>
        {[1, 2, 3, 4, 5, 6].map((level) => (
          <option key={level} value={`h${level}`}>{`Heading ${level}`}</option>
        ))}
      </select>
      {tool("Bold", active.strong, () => chain().toggleMark("strong").run(), <Bold />, "Mod+B")}
      {tool("Italic", active.emphasis, () => chain().toggleMark("emphasis").run(), <Italic />, "Mod+I")}
      {tool("Code", active.code, () => chain().toggleMark("code").run(), <Code />, "Mod+E")}
      {tool("Link", active.link, () => onAsk("link"), <Link2 />)}
      {tool("List", active.bulletList, () => chain().toggleList("bulletList", "listItem").run(), <List />)}
      {tool(
        "Numbered list",
        active.orderedList,
        () => chain().toggleList("orderedList", "listItem").run(),
        <ListOrdered />,
      )}
      {tool("Quotation", active.blockquote, () => chain().toggleWrap("blockquote").run(), <Quote />)}
      {tool("Cite a work", null, () => onAsk("citation"), <BookMarked />)}
      {tool("Refer to a figure, table or section", null, () => onAsk("reference"), <AtSign />)}
      {tool("Formula", null, () => onAsk("formula"), <Sigma />)}
      {tool("Footnote", null, () => insertFootnote(editor), <Superscript />)}
      {tool("Callout", null, () => insertCallout(editor, "note"), <MessageSquareWarning />)}
      {tool("Figure", null, () => onAsk("figure"), <Image />)}
      {tool("Table", null, () => insertTable(editor), <Table />)}
      {tool("Block of code", null, () => code && insertBlock(editor, code.create()), <SquareCode />)}
      {tool("Undo", null, onUndo, <Undo2 />, "Mod+Z")}
      {tool("Redo", null, onRedo, <Redo2 />, isApple() ? "Mod+Shift+Z" : "Mod+Y")}
      {tool("Move, double, delete or turn this block", null, onBlock, <GripVertical />, "Alt+Enter")}
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
  if (event.target instanceof HTMLSelectElement) return;
  const tools = [...event.currentTarget.querySelectorAll<HTMLElement>("button, select")];
  const at = tools.indexOf(document.activeElement as HTMLElement);
  tools[(at + (event.key === "ArrowRight" ? 1 : -1) + tools.length) % tools.length]?.focus();
  event.preventDefault();
}
