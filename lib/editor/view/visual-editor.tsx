"use client";

import type { Editor } from "@tiptap/core";
import { useEditor } from "@tiptap/react";
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type OpenDocument, openDocument, writeEdits } from "../document/index.ts";
import { EditorFrame } from "./editor-frame.tsx";
import { createExtensions } from "./extensions.ts";
import type { Mode } from "./mode.ts";
import type { Asking, ToolbarResources } from "./question.tsx";
import { showSection } from "./show-section.ts";
import { type Earlier, rewindTo, undoingOf } from "./undo/index.ts";
import { Versions } from "./versions.ts";
import type { ViewOptions } from "./view-options.ts";
import { visualMode } from "./visual-mode.ts";

interface VisualProps extends Omit<ViewOptions, "ask" | "undo" | "redo"> {
  /** The text to begin with. */
  opening(): string;
  /** How the chapter ends its lines. */
  ending: string;
  section: string | null;
  /** The language the book is written in, such as "en": the browser spells by it. */
  language: string;
  words: { start: number; end: number } | null;
  resources: ToolbarResources;
  onChange(source: string): void;
  /** Told whether something cannot be written so that it reads back as it is shown. */
  onDoubt(doubtful: boolean): void;
  /** Told that the selection is another one. */
  onMove(): void;
  mode: RefObject<Mode | null>;
  /** What was done before the page was loaded. */
  earlier: Earlier;
  /** Show the list of keys. */
  onKeys(): void;
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
  const versions = useRef(new Versions());
  const begun = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const undoing = useRef<ReturnType<typeof undoingOf> | null>(null);
  const extensions = useMemo(
    () =>
      createExtensions({
        draw: (text) => latest.current.draw(text),
        imageAddress: (target) => latest.current.imageAddress(target),
        readOnly: latest.current.readOnly,
        ask: setAsking,
        tell: (words) => latest.current.tell(words),
        undo: () => undoing.current?.undo() ?? true,
        redo: () => undoing.current?.redo() ?? true,
      }),
    [],
  );
  const write = useRef((_editor: Editor) => {});
  write.current = (editor) => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (!opened.current) return;
    const { doc } = editor.state;
    const known = versions.current.sourceOf(doc);
    if (known !== null) opened.current = openDocument(known, editor.schema);
    const { source, doubts } =
      known === null ? writeEdits(opened.current, doc) : { source: known, doubts: [] };
    latest.current.onDoubt(doubts.length > 0);
    latest.current.onChange(source);
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
          spellcheck: "true",
          lang: props.language,
        },
      },
      // Read with the editor's own schema, so that untouched nodes stay the very objects that were read.
      onBeforeCreate: ({ editor: made }) => {
        opened.current = openDocument(latest.current.opening(), made.schema);
        made.options.content = opened.current.doc as never;
      },
      onCreate: ({ editor: made }) => {
        const { words, section } = latest.current;
        if (!words) showSection(made, opened.current, section);
      },
      onUpdate: ({ editor: made }) => {
        timer.current ??= setTimeout(() => write.current(made), pause);
      },
      onBlur: ({ editor: made }) => {
        if (timer.current) write.current(made);
      },
      onSelectionUpdate: ({ editor: made }) => {
        latest.current.onMove();
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
  undoing.current =
    editor &&
    undoingOf(editor, props.earlier, {
      show(source) {
        opened.current = rewindTo(editor, source);
        props.onChange(source);
      },
      flush() {
        if (timer.current) write.current(editor);
      },
    });
  // Before the next paint, so that what is to be taken over when this mode is shown finds it.
  useLayoutEffect(() => {
    if (!editor) return;
    const { mode, ending } = latest.current;
    const flush = (): void => {
      if (timer.current && !editor.isDestroyed) write.current(editor);
    };
    mode.current = visualMode(editor, opened, versions.current, ending, flush);
    // Once the text is on the page: before that it cannot have the keyboard.
    const frame = requestAnimationFrame(() => {
      const { words } = latest.current;
      if (words && !begun.current) {
        // First the keyboard: a browser that gives it puts the cursor at the beginning.
        editor.view.focus();
        mode.current?.show({ anchor: words.start, head: words.end, seen: words.start, height: 160 }, false);
      }
      begun.current = true;
    });
    return () => {
      cancelAnimationFrame(frame);
      flush();
      mode.current = null;
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
      onUndo={() => undoing.current?.undo()}
      onRedo={() => undoing.current?.redo()}
      onKeys={props.onKeys}
    />
  );
}
