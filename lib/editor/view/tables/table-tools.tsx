"use client";

import type { Editor } from "@tiptap/core";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { useEditorState } from "@tiptap/react";
import { AlignCenter, AlignLeft, AlignRight, ChevronDown, PanelTop } from "lucide-react";
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { MenuList } from "../menu-list.tsx";
import {
  type Alignment,
  addColumn,
  addRow,
  alignColumn,
  alignments,
  hasHeader,
  moveColumn,
  moveRow,
  removeColumn,
  removeRow,
  removeTable,
  toggleHeader,
} from "./table-commands.ts";
import { tablePlace } from "./table-place.ts";

type Command = (state: EditorState) => Transaction | null;

const sides: readonly { alignment: Alignment; title: string; icon: ReactNode }[] = [
  { alignment: "left", title: "Set column left", icon: <AlignLeft /> },
  { alignment: "center", title: "Set column to the centre", icon: <AlignCenter /> },
  { alignment: "right", title: "Set column right", icon: <AlignRight /> },
];

/** Tools for the table the cursor is in, above the table; on a phone with the other tools. */
export function TableTools({ editor, frame }: { editor: Editor; frame: RefObject<HTMLElement | null> }) {
  const [menu, setMenu] = useState<"Row" | "Column" | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const place = useEditorState({ editor, selector: ({ editor: now }) => tablePlace(now.state) });
  useLayoutEffect(() => {
    const box = frame.current?.getBoundingClientRect();
    const table = place ? editor.view.nodeDOM(place.pos) : null;
    if (!box || !bar.current || !(table instanceof Element)) return;
    const around = table.getBoundingClientRect();
    bar.current.style.top = `${around.top - box.top - bar.current.offsetHeight - 6}px`;
    bar.current.style.left = `${Math.max(8, around.left - box.left)}px`;
  });
  if (!place) return null;
  const does = (command: Command) => {
    const tr = command(editor.state);
    return tr
      ? () => {
          editor.view.dispatch(tr);
          editor.view.focus();
        }
      : null;
  };
  const items = {
    Row: [
      { name: "Add above", run: does(addRow(0)) },
      { name: "Add below", keys: "Tab in the last cell", run: does(addRow(1)) },
      { name: "Move up", keys: "Alt+↑", run: does(moveRow(-1)) },
      { name: "Move down", keys: "Alt+↓", run: does(moveRow(1)) },
      { name: "Remove row", run: does(removeRow) },
    ],
    Column: [
      { name: "Add before", run: does(addColumn(0)) },
      { name: "Add after", run: does(addColumn(1)) },
      { name: "Move left", run: does(moveColumn(-1)) },
      { name: "Move right", run: does(moveColumn(1)) },
      { name: "Remove column", run: does(removeColumn) },
    ],
  };
  const close = (back: boolean) => {
    setMenu(null);
    if (back) editor.view.focus();
  };
  const current = alignments(place.table)[place.column] ?? null;
  const header = hasHeader(place.table);
  return (
    <div ref={bar} className="ed-table-tools" role="toolbar" aria-label="Table">
      {place.merged && <span className="ed-table-note">Merged cells: rows and columns stay as they are</span>}
      {(place.merged ? [] : (["Row", "Column"] as const)).map((name) => (
        <div key={name} className="ed-table-menu">
          <button
            type="button"
            aria-haspopup="menu"
            aria-expanded={menu === name}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setMenu(menu === name ? null : name)}
          >
            {name}
            <ChevronDown aria-hidden="true" />
          </button>
          {menu === name && (
            <MenuList
              label={name}
              groups={[
                { items: items[name] },
                { title: "Table", items: [{ name: "Remove the table", run: does(removeTable) }] },
              ]}
              onClose={close}
            />
          )}
        </div>
      ))}
      {sides.map(({ alignment, title, icon }) => (
        <button
          key={title}
          type="button"
          aria-label={title}
          title={title}
          aria-pressed={current === alignment}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => does(alignColumn(current === alignment ? null : alignment))?.()}
        >
          {icon}
        </button>
      ))}
      {!place.merged && (
        <button
          type="button"
          title={header ? "Make an ordinary row of the header" : "Make the first row the header"}
          aria-pressed={header}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => does(toggleHeader)?.()}
        >
          <PanelTop aria-hidden="true" />
          <span className="ed-table-word">Header</span>
        </button>
      )}
    </div>
  );
}
