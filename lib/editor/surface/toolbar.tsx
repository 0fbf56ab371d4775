"use client";

import type { Editor } from "@tiptap/core";
import { redo, undo } from "@tiptap/pm/history";
import { useEditorState } from "@tiptap/react";
import {
  Bold,
  BookMarked,
  Code,
  Heading2,
  Heading3,
  Italic,
  Link2,
  List,
  ListOrdered,
  Quote,
  Redo2,
  Sigma,
  Undo2,
} from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";

/** What the pickers offer. */
export interface ToolbarResources {
  labels: readonly { label: string; title: string }[];
  works: readonly { key: string; title: string }[];
}

type Picker = "citation" | "reference" | "math" | "link";

const pickers: Record<Picker, { label: string; hint: string }> = {
  citation: { label: "Work to cite", hint: "Type an author, title or key" },
  reference: { label: "What to refer to", hint: "Type a figure, table or section" },
  math: { label: "Formula in TeX", hint: "E = mc^2" },
  link: { label: "Address", hint: "https://…" },
};

/** The tools of the visual editor, each with a name and, where there is one, a key. */
export function Toolbar({ editor, resources }: { editor: Editor; resources: ToolbarResources }) {
  const [picker, setPicker] = useState<Picker | null>(null);
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      strong: now.isActive("strong"),
      emphasis: now.isActive("emphasis"),
      code: now.isActive("code"),
      heading2: now.isActive("heading", { level: 2 }),
      heading3: now.isActive("heading", { level: 3 }),
      bulletList: now.isActive("bulletList"),
      orderedList: now.isActive("orderedList"),
      blockquote: now.isActive("blockquote"),
    }),
  });
  const chain = () => editor.chain().focus();
  const insert = (value: string) => {
    if (!picker || value.trim() === "") return;
    if (picker === "link") {
      const text = editor.state.selection.empty ? value : undefined;
      const mark = {
        type: "link",
        attrs: { open: "[", close: `](${value.replace(/[()\s]/gu, encodeURIComponent)})` },
      };
      if (text)
        chain()
          .insertContent({ type: "text", text, marks: [mark] })
          .run();
      else chain().setMark("link", mark.attrs).run();
    } else {
      const source = { citation: `[@${value}]`, reference: `@${value}`, math: `$${value}$` }[picker];
      const kind = { citation: "citation", reference: "crossReference", math: "inlineMath" }[picker];
      chain()
        .insertContent({ type: "piece", attrs: { kind, source, shown: picker === "math" ? value : source } })
        .run();
    }
    setPicker(null);
  };
  const tool = (name: string, on: boolean, run: () => void, icon: ReactNode) => (
    <button type="button" className="ed-tool" aria-label={name} title={name} aria-pressed={on} onClick={run}>
      {icon}
    </button>
  );
  return (
    <div className="ed-toolbar" role="toolbar" aria-label="Formatting">
      {tool("Bold (Ctrl+B)", active.strong, () => chain().toggleMark("strong").run(), <Bold />)}
      {tool("Italic (Ctrl+I)", active.emphasis, () => chain().toggleMark("emphasis").run(), <Italic />)}
      {tool("Code (Ctrl+E)", active.code, () => chain().toggleMark("code").run(), <Code />)}
      {tool(
        "Heading",
        active.heading2,
        () => chain().toggleNode("heading", "paragraph", { level: 2 }).run(),
        <Heading2 />,
      )}
      {tool(
        "Smaller heading",
        active.heading3,
        () => chain().toggleNode("heading", "paragraph", { level: 3 }).run(),
        <Heading3 />,
      )}
      {tool("List", active.bulletList, () => chain().toggleList("bulletList", "listItem").run(), <List />)}
      {tool(
        "Numbered list",
        active.orderedList,
        () => chain().toggleList("orderedList", "listItem").run(),
        <ListOrdered />,
      )}
      {tool("Quotation", active.blockquote, () => chain().toggleWrap("blockquote").run(), <Quote />)}
      {tool("Link", picker === "link", () => setPicker("link"), <Link2 />)}
      {tool("Cite a work", picker === "citation", () => setPicker("citation"), <BookMarked />)}
      {tool(
        "Refer to a figure, table or section",
        picker === "reference",
        () => setPicker("reference"),
        <span aria-hidden="true">@</span>,
      )}
      {tool("Formula", picker === "math", () => setPicker("math"), <Sigma />)}
      {tool("Undo (Ctrl+Z)", false, () => undo(editor.state, editor.view.dispatch), <Undo2 />)}
      {tool("Redo (Ctrl+Y)", false, () => redo(editor.state, editor.view.dispatch), <Redo2 />)}
      {picker && <Pick kind={picker} resources={resources} onTake={insert} onClose={() => setPicker(null)} />}
    </div>
  );
}

function Pick({
  kind,
  resources,
  onTake,
  onClose,
}: {
  kind: Picker;
  resources: ToolbarResources;
  onTake(value: string): void;
  onClose(): void;
}) {
  const [value, setValue] = useState("");
  const options =
    kind === "citation"
      ? resources.works.map((work) => ({ value: work.key, title: work.title }))
      : kind === "reference"
        ? resources.labels.map((label) => ({ value: label.label, title: label.title }))
        : [];
  const words = value.toLowerCase().split(/\s+/u);
  const found = options
    .filter((option) => words.every((word) => `${option.value} ${option.title}`.toLowerCase().includes(word)))
    .slice(0, 8);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onTake(options.length > 0 ? (found[0]?.value ?? value) : value);
  };
  return (
    <form className="ed-pick" onSubmit={submit}>
      <label>
        {pickers[kind].label}
        <input
          className="control"
          value={value}
          placeholder={pickers[kind].hint}
          onChange={(event) => setValue(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && onClose()}
          ref={(field) => field?.focus()}
        />
      </label>
      {found.length > 0 && (
        <ul>
          {found.map((option) => (
            <li key={option.value}>
              <button type="button" onClick={() => onTake(option.value)}>
                <strong>{option.value}</strong> {option.title}
              </button>
            </li>
          ))}
        </ul>
      )}
      <button type="submit" className="button" data-variant="primary">
        Insert
      </button>
      <button type="button" className="button" onClick={onClose}>
        Cancel
      </button>
    </form>
  );
}
