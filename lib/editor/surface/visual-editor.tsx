"use client";

import { EditorState } from "@tiptap/pm/state";
import { EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useMemo, useRef } from "react";
import { type OpenDocument, openDocument, writeDocument } from "../chapter/index.ts";
import { createExtensions } from "./extensions.ts";
import { Toolbar, type ToolbarResources } from "./toolbar.tsx";

interface VisualProps {
  source: string;
  onChange(source: string): void;
  draw(source: string): Promise<string | null>;
  resources: ToolbarResources;
  /** Told the source of the block the cursor is in. */
  onPassage(passage: string | null): void;
}

/** A chapter, or a part of one, to be edited as it looks. What is not touched keeps its bytes. */
export function VisualEditor({ source, onChange, draw, resources, onPassage }: VisualProps) {
  const change = useRef(onChange);
  change.current = onChange;
  const passage = useRef(onPassage);
  passage.current = onPassage;
  const drawing = useRef(draw);
  drawing.current = draw;
  const first = useRef(source);
  const opened = useRef<OpenDocument | null>(null);
  const extensions = useMemo(
    () => createExtensions({ draw: (text) => drawing.current(text), readOnly: false }),
    [],
  );
  const editor = useEditor({
    extensions,
    immediatelyRender: false,
    editorProps: {
      attributes: {
        class: "ed-text prose",
        "aria-label": "Text of the chapter",
        role: "textbox",
        "aria-multiline": "true",
      },
    },
    onCreate: ({ editor: made }) => {
      // Read with the editor's own schema, so that untouched nodes stay the very objects that were read.
      opened.current = openDocument(first.current, made.schema);
      made.view.updateState(EditorState.create({ doc: opened.current.doc, plugins: made.state.plugins }));
    },
    onUpdate: ({ editor: { state } }) => {
      if (opened.current) change.current(writeDocument(opened.current, state.doc));
    },
    onSelectionUpdate: ({ editor: { state } }) => {
      const { $from } = state.selection;
      const block = $from.depth > 0 ? $from.node(1) : null;
      const at = block?.attrs.at as number | null | undefined;
      const origin = at === null || at === undefined ? undefined : opened.current?.origins[at];
      // An edited block is not where it was read; only one that still stands so can be named.
      const untouched = origin && block?.eq(origin.node);
      passage.current(untouched ? (opened.current?.source.slice(origin.start, origin.end) ?? null) : null);
    },
  });
  useEffect(() => () => passage.current(null), []);
  return (
    <div className="ed-visual">
      {editor && <Toolbar editor={editor} resources={resources} />}
      <EditorContent editor={editor} />
    </div>
  );
}
