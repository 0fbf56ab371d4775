import { Extension } from "@tiptap/core";
import { dropCursor } from "@tiptap/pm/dropcursor";
import { gapCursor } from "@tiptap/pm/gapcursor";
import { history } from "@tiptap/pm/history";
import { keymap } from "@tiptap/pm/keymap";
import { leaveBlock } from "./leave-block.ts";
import { moveToCell } from "./tables/index.ts";

/** Keys for editing, beside those every text has. */
export const editingKeys = ({ undo, redo }: { undo(): boolean; redo(): boolean }) =>
  Extension.create({
    name: "editingKeys",
    addKeyboardShortcuts() {
      const { editor } = this;
      const toCell = (step: 1 | -1): boolean => {
        const tr = moveToCell(step)(editor.state);
        if (tr) editor.view.dispatch(tr);
        return tr !== null;
      };
      return {
        Enter: () => {
          const { $from } = editor.state.selection;
          // In a cell a line cannot break.
          if ($from.parent.type.name === "tableCell" || $from.parent.type.name === "tableHeader")
            return toCell(1);
          return leaveBlock(editor) || editor.commands.splitListItem("listItem");
        },
        Tab: () =>
          toCell(1) ||
          editor.commands.sinkListItem("listItem") ||
          inCode(editor.state.selection.$from.parent.type.spec.code, () =>
            editor.commands.insertContent("  "),
          ),
        "Shift-Tab": () => toCell(-1) || editor.commands.liftListItem("listItem"),
        "Shift-Enter": () => editor.commands.insertContent({ type: "hardBreak" }),
        "Mod-Enter": () => editor.commands.exitCode(),
        "Mod-b": () => editor.commands.toggleMark("strong"),
        "Mod-i": () => editor.commands.toggleMark("emphasis"),
        "Mod-e": () => editor.commands.toggleMark("code"),
        "Mod-Alt-0": () => editor.commands.setNode("paragraph"),
        "Mod-Alt-1": () => editor.commands.toggleNode("heading", "paragraph", { level: 1 }),
        "Mod-Alt-2": () => editor.commands.toggleNode("heading", "paragraph", { level: 2 }),
        "Mod-Alt-3": () => editor.commands.toggleNode("heading", "paragraph", { level: 3 }),
        "Mod-Alt-4": () => editor.commands.toggleNode("heading", "paragraph", { level: 4 }),
        "Mod-Shift-7": () => editor.commands.toggleList("orderedList", "listItem"),
        "Mod-Shift-8": () => editor.commands.toggleList("bulletList", "listItem"),
        "Mod-Shift-9": () => editor.commands.toggleWrap("blockquote"),
      };
    },
    addProseMirrorPlugins() {
      return [
        history(),
        keymap({ "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo }),
        dropCursor({ color: "var(--accent)" }),
        gapCursor(),
      ];
    },
  });

function inCode(code: boolean | undefined, run: () => boolean): boolean {
  return code === true && run();
}
