/** When `/` opens the menu, what is typed into it, and its keys. The panel is drawn by `panel.tsx`. */
import { type Editor, Extension } from "@tiptap/core";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { Asking } from "../question.tsx";
import { findInsertChoices, type InsertChoice } from "./choices.ts";

/** The menu while it is open. */
export interface InsertMenu {
  /** Where the slash stands. */
  from: number;
  query: string;
  /** Which of the choices found is the current one. */
  at: number;
}

export const insertMenuKey = new PluginKey<InsertMenu | null>("insertMenu");

/** The list's id; an option's is `${listId}-${choice.id}`. */
export const listId = "ui-insert";

const hint = "Type / for lists, figures, formulas …";

/** `/` in an empty paragraph offers what can be put there. `ask` opens what needs an answer first. */
export function insertMenu(ask: (question: Asking) => void): Extension {
  return Extension.create({
    name: "insertMenu",
    // Before the keys of the text.
    priority: 1_000,
    addProseMirrorPlugins() {
      return [insertMenuPlugin((choice) => takeChoice(this.editor, choice, ask))];
    },
  });
}

/** Put a choice in the place of what was typed to find it. */
export function takeChoice(editor: Editor, choice: InsertChoice, ask: (question: Asking) => void): void {
  const open = insertMenuKey.getState(editor.state);
  if (!open) return;
  editor.view.dispatch(editor.state.tr.delete(open.from, editor.state.selection.from));
  choice.run(editor, ask);
}

/** The menu's state and keys, without what is done. */
export function insertMenuPlugin(take: (choice: InsertChoice) => void): Plugin<InsertMenu | null> {
  return new Plugin<InsertMenu | null>({
    key: insertMenuKey,
    state: { init: () => null, apply: nextMenu },
    props: {
      attributes(state): Record<string, string> {
        const open = insertMenuKey.getState(state);
        if (!open) return {};
        const current = findInsertChoices(open.query)[open.at];
        return {
          "aria-autocomplete": "list",
          "aria-haspopup": "listbox",
          "aria-controls": listId,
          ...(current && { "aria-activedescendant": `${listId}-${current.id}` }),
        };
      },
      handleKeyDown(view, event) {
        const open = insertMenuKey.getState(view.state);
        if (!open || view.composing || event.ctrlKey || event.metaKey || event.altKey) return false;
        const found = findInsertChoices(open.query);
        const move = (at: number): void => view.dispatch(view.state.tr.setMeta(insertMenuKey, { at }));
        if (event.key === "Escape") view.dispatch(view.state.tr.setMeta(insertMenuKey, "close"));
        else if (found.length === 0) return false;
        else if (event.key === "ArrowDown") move((open.at + 1) % found.length);
        else if (event.key === "ArrowUp") move((open.at + found.length - 1) % found.length);
        else if (event.key === "Enter" || event.key === "Tab") take(found[open.at] as InsertChoice);
        else return false;
        return true;
      },
      decorations(state) {
        const { $from, empty } = state.selection;
        if (!empty || $from.parent.type.name !== "paragraph" || $from.parent.content.size > 0) return null;
        const shown = { class: "ed-empty", "data-hint": hint };
        return DecorationSet.create(state.doc, [Decoration.node($from.before(), $from.after(), shown)]);
      },
    },
  });
}

function nextMenu(
  tr: Transaction,
  was: InsertMenu | null,
  before: EditorState,
  { selection }: EditorState,
): InsertMenu | null {
  const { $from, empty } = selection;
  const told: "close" | { at: number } | undefined = tr.getMeta(insertMenuKey);
  if (told === "close" || !empty || $from.parent.type.name !== "paragraph") return null;
  if ($from.parentOffset !== $from.parent.content.size) return null;
  const from = $from.start();
  // An atom or a break among the words is not something to look for.
  const typed = /^\/(|[^\s\ufffc].{0,30})$/u.exec(
    $from.parent.textBetween(0, $from.parentOffset, "", "\ufffc"),
  );
  if (!typed || typed[1]?.includes("\ufffc")) return null;
  const query = typed[1] ?? "";
  if (was) {
    if (tr.mapping.map(was.from) !== from) return null;
    return { from, query, at: told ? told.at : query === was.query ? was.at : 0 };
  }
  const wasEmpty = before.selection.$from.parent.content.size === 0;
  return tr.docChanged && query === "" && wasEmpty ? { from, query, at: 0 } : null;
}
