"use client";

import type { Editor } from "@tiptap/core";
import { redo, undo } from "@tiptap/pm/history";
import { useEditorState } from "@tiptap/react";
import {
  AtSign,
  Bold,
  BookMarked,
  Code,
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
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { drawFormula } from "./draw-formula.ts";
import {
  insertAtom,
  insertBlock,
  insertCallout,
  insertFigure,
  insertFootnote,
  insertFormulaBlock,
  insertTable,
  setLink,
} from "./insert-commands.ts";
import { Picker } from "./picker.tsx";
import { addColumn, addRow, removeColumn, removeRow, tablePlace } from "./table-commands.ts";

/** What the pickers offer. */
export interface ToolbarResources {
  labels: readonly { label: string; title: string }[];
  works: readonly { key: string; title: string }[];
}

type Open = "citation" | "reference" | "formula" | "link" | "figure" | null;

/** The tools of the visual editor, each with a name and, where there is one, a key. Arrow keys go from one to the next. */
export function Toolbar({ editor, resources }: { editor: Editor; resources: ToolbarResources }) {
  const [open, setOpen] = useState<Open>(null);
  const [address, setAddress] = useState<string | null>(null);
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
      table: tablePlace(now) !== null,
    }),
  });
  const chain = () => editor.chain().focus();
  const close = () => {
    setOpen(null);
    setAddress(null);
    editor.commands.focus();
  };
  const put = (name: string, source: string) => {
    close();
    insertAtom(editor, name, source);
  };
  const tool = (name: string, on: boolean | null, run: () => void, icon: ReactNode) => (
    <button
      type="button"
      className="ed-tool"
      aria-label={name}
      title={name}
      {...(on === null ? {} : { "aria-pressed": on })}
      onMouseDown={(event) => event.preventDefault()}
      onClick={run}
    >
      {icon}
    </button>
  );
  const code = editor.schema.nodes.codeBlock;
  return (
    <div className="ed-toolbar">
      <div className="ed-tools" role="toolbar" aria-label="Formatting" onKeyDown={moveFocus}>
        <select
          className="ed-style"
          aria-label="Style of the paragraph"
          value={active.style}
          onChange={(event) => {
            const level = Number(event.target.value.slice(1));
            if (event.target.value === "text") chain().setNode("paragraph").run();
            else {
              const attributes = editor.isActive("heading")
                ? editor.getAttributes("heading").attributes
                : null;
              chain().setNode("heading", { level, attributes }).run();
            }
          }}
        >
          <option value="text">Text</option>
          {[1, 2, 3, 4, 5, 6].map((level) => (
            <option key={level} value={`h${level}`}>{`Heading ${level}`}</option>
          ))}
        </select>
        {tool("Bold (Ctrl+B)", active.strong, () => chain().toggleMark("strong").run(), <Bold />)}
        {tool("Italic (Ctrl+I)", active.emphasis, () => chain().toggleMark("emphasis").run(), <Italic />)}
        {tool("Code (Ctrl+E)", active.code, () => chain().toggleMark("code").run(), <Code />)}
        {tool(
          "Link",
          active.link,
          () => {
            setAddress(editor.getAttributes("link").href ?? null);
            setOpen("link");
          },
          <Link2 />,
        )}
        {tool("List", active.bulletList, () => chain().toggleList("bulletList", "listItem").run(), <List />)}
        {tool(
          "Numbered list",
          active.orderedList,
          () => chain().toggleList("orderedList", "listItem").run(),
          <ListOrdered />,
        )}
        {tool("Quotation", active.blockquote, () => chain().toggleWrap("blockquote").run(), <Quote />)}
        {tool("Cite a work", null, () => setOpen("citation"), <BookMarked />)}
        {tool("Refer to a figure, table or section", null, () => setOpen("reference"), <AtSign />)}
        {tool("Formula", null, () => setOpen("formula"), <Sigma />)}
        {tool("Footnote", null, () => insertFootnote(editor), <Superscript />)}
        {tool("Callout", null, () => insertCallout(editor, "note"), <MessageSquareWarning />)}
        {tool("Figure", null, () => setOpen("figure"), <Image />)}
        {tool("Table", null, () => insertTable(editor), <Table />)}
        {tool("Block of code", null, () => code && insertBlock(editor, code.create()), <SquareCode />)}
        {tool("Undo (Ctrl+Z)", null, () => undo(editor.state, editor.view.dispatch), <Undo2 />)}
        {tool("Redo (Ctrl+Y)", null, () => redo(editor.state, editor.view.dispatch), <Redo2 />)}
      </div>
      {active.table && (
        <fieldset className="ed-table-tools" aria-label="Table">
          <button type="button" onClick={() => addRow(editor)}>
            Row below
          </button>
          <button type="button" onClick={() => removeRow(editor)}>
            Remove row
          </button>
          <button type="button" onClick={() => addColumn(editor)}>
            Column after
          </button>
          <button type="button" onClick={() => removeColumn(editor)}>
            Remove column
          </button>
        </fieldset>
      )}
      {open === "citation" && (
        <Picker
          label="Work to cite"
          hint="Type an author, title or key"
          choices={resources.works.map((work) => ({ value: work.key, title: work.title }))}
          onTake={(key) => put("citation", `[@${key}]`)}
          onClose={close}
        />
      )}
      {open === "reference" && (
        <Picker
          label="What to refer to"
          hint="Type a figure, table or section"
          choices={resources.labels.map((each) => ({ value: each.label, title: each.title }))}
          onTake={(label) => put("crossReference", `@${label}`)}
          onClose={close}
        />
      )}
      {open === "formula" && (
        <Picker
          label="Formula in TeX"
          hint="E = mc^2"
          preview={(tex) => <Formula tex={tex} />}
          onTake={(tex) => put("inlineMath", `$${tex}$`)}
          onClose={close}
          extra={
            <button
              type="button"
              className="button"
              onClick={() => {
                close();
                insertFormulaBlock(editor);
              }}
            >
              On a line of its own
            </button>
          }
        />
      )}
      {open === "link" && (
        <Picker
          label="Address"
          hint="https://…"
          initial={address ?? ""}
          action={address === null ? "Insert" : "Change"}
          onTake={(href) => {
            close();
            setLink(editor, href);
          }}
          onClose={close}
          extra={
            address !== null && (
              <button
                type="button"
                className="button"
                onClick={() => {
                  close();
                  setLink(editor, null);
                }}
              >
                Remove link
              </button>
            )
          }
        />
      )}
      {open === "figure" && <FigurePicker editor={editor} onClose={close} />}
    </div>
  );
}

function Formula({ tex }: { tex: string }) {
  const html = tex.trim() === "" ? null : drawFormula(tex, false);
  if (html === null) return <>{tex.trim() === "" ? "" : "This formula cannot be read yet."}</>;
  return (
    <span
      ref={(place) => {
        // KaTeX's own markup, made here from TeX alone.
        if (place) place.innerHTML = html;
      }}
    />
  );
}

function FigurePicker({ editor, onClose }: { editor: Editor; onClose(): void }) {
  const [description, setDescription] = useState("");
  return (
    <Picker
      label="Address of the picture"
      hint="images/picture.png"
      onTake={(target) => {
        onClose();
        insertFigure(editor, target, description.trim());
      }}
      onClose={onClose}
      extra={
        <label className="ed-pick-extra">
          What it shows, for those who cannot see it
          <input
            className="control"
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </label>
      }
    />
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
