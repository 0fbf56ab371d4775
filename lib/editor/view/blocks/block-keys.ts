import { Extension } from "@tiptap/core";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { moveRow, tablePlace } from "../tables/index.ts";
import { deleteBlocks, duplicateBlocks, moveBlocks } from "./move-blocks.ts";

/** Keys for whole blocks: Alt and an arrow move (in a table, the row), Ctrl+Shift+D doubles, Ctrl+Shift+Backspace deletes. */
export const blockKeys = Extension.create({
  name: "blockKeys",
  addKeyboardShortcuts() {
    const run = (command: (state: EditorState) => Transaction | null) => (): boolean => {
      const tr = command(this.editor.state);
      if (tr) this.editor.view.dispatch(tr);
      // Where nothing can move, the key does not go on to scroll or to leave the page.
      return true;
    };
    const move = (step: 1 | -1) =>
      run((state) => (tablePlace(state) ? moveRow(step)(state) : moveBlocks(state, step)));
    return {
      "Alt-ArrowUp": move(-1),
      "Alt-ArrowDown": move(1),
      "Mod-Shift-d": run(duplicateBlocks),
      "Mod-Shift-Backspace": run(deleteBlocks),
    };
  },
});
