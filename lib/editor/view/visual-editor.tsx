"use client";

import type { Editor } from "@tiptap/core";
import { Slice } from "@tiptap/pm/model";
import { useEditor } from "@tiptap/react";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { type OpenDocument, openDocument, writeDocument } from "../document/index.ts";
import { EditorFrame } from "./editor-frame.tsx";
import { createExtensions, type ViewOptions } from "./extensions.ts";
import type { Asking, ToolbarResources } from "./question.tsx";
import { showSection } from "./show-section.ts";
import { takeSource } from "./take-source.ts";

interface VisualProps extends Omit<ViewOptions, "ask"> {
  source: string;
  /** When it changes, `source` is taken over in place, as an edit that can be undone. */
  revision: number;
  section: string | null;
  resources: ToolbarResources;
  onChange(source: string): void;
  /** Filled with what hands on the last edits at once. */
  flush: RefObject<(() => void) | null>;
  /** Told the source of the block the cursor is in, where it stands as it was read; else null. */
  onPassage(passage: string | null): void;
}

/** How long typing may go on before the source is written, in milliseconds. */
const pause = 120;

/** A chapter to be edited as it looks. What is not touched keeps its bytes. */
export function VisualEditor(props: VisualProps) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const opened = useRef<OpenDocument | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const extensions = useMemo(
    () =>
      createExtensions({
        draw: (text) => latest.current.draw(text),
        imageAddress: (target) => latest.current.imageAddress(target),
        readOnly: latest.current.readOnly,
        ask: setAsking,
      }),
    [],
  );
  const write = useRef((_editor: Editor) => {});
  write.current = (editor) => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (opened.current) latest.current.onChange(writeDocument(opened.current, editor.state.doc));
  };
  // With dependencies named, a new drawing of the page leaves the editor (and the cursor) alone.
  const editor = useEditor(
    {
      extensions,
      editable: !props.readOnly,
      immediatelyRender: false,
      shouldRerenderOnTransaction: false,
      enableCoreExtensions: true,
      editorProps: {
        attributes: {
          class: "ed-text prose",
          "aria-label": "Text of the chapter",
          role: "textbox",
          "aria-multiline": "true",
        },
        // Markdown that is pasted as plain text is read as what it says.
        clipboardTextParser: (text, _context, _plain, view) => {
          const { content } = openDocument(text, view.state.schema).doc;
          const open = (node: typeof content.firstChild) => (node?.type.name === "paragraph" ? 1 : 0);
          return new Slice(content, open(content.firstChild), open(content.lastChild));
        },
      },
      // Read with the editor's own schema, so that untouched nodes stay the very objects that were read.
      onBeforeCreate: ({ editor: made }) => {
        opened.current = openDocument(latest.current.source, made.schema);
        made.options.content = opened.current.doc as never;
      },
      onCreate: ({ editor: made }) => showSection(made, opened.current, latest.current.section),
      onUpdate: ({ editor: made }) => {
        timer.current ??= setTimeout(() => write.current(made), pause);
      },
      onBlur: ({ editor: made }) => {
        if (timer.current) write.current(made);
      },
      onSelectionUpdate: ({ editor: made }) => {
        const { $from } = made.state.selection;
        const block = $from.depth > 0 ? $from.node(1) : null;
        const origin = opened.current?.origin.children.find(
          (child) => child.node === block || (block !== null && child.node.eq(block)),
        );
        latest.current.onPassage(
          origin ? (opened.current?.source.slice(origin.start, origin.end) ?? null) : null,
        );
      },
    },
    [extensions],
  );
  const taken = useRef(props.revision);
  useEffect(() => {
    if (!editor || taken.current === props.revision) return;
    taken.current = props.revision;
    opened.current = takeSource(editor, latest.current.source);
  }, [editor, props.revision]);
  useEffect(() => {
    const { flush } = latest.current;
    flush.current = () => {
      if (timer.current && editor && !editor.isDestroyed) write.current(editor);
    };
    return () => {
      flush.current?.();
      flush.current = null;
      latest.current.onPassage(null);
    };
  }, [editor]);
  return (
    <EditorFrame
      editor={editor}
      readOnly={props.readOnly}
      resources={props.resources}
      asking={asking}
      onAsk={setAsking}
    />
  );
}
