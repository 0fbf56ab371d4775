import type { Editor } from "@tiptap/core";
import { redo, undo, undoDepth } from "@tiptap/pm/history";
import type { Earlier } from "./use-undo-log.ts";

/**
 * Undo and redo: the editor's own first, then what was done before the page was loaded. Always true, so that the
 * browser's own undoing never has a part in it. `flush` hands on the last edits; `show` takes an earlier text.
 */
export function undoingOf(
  editor: Editor,
  earlier: Earlier,
  { show, flush }: { show(source: string): void; flush(): void },
): { undo(): boolean; redo(): boolean } {
  return {
    undo() {
      if (undoDepth(editor.state) > 0) undo(editor.state, editor.view.dispatch);
      else {
        flush();
        const text = earlier.back();
        if (text !== null) show(text);
      }
      return true;
    },
    redo() {
      // What was gone back from last comes again first.
      const text = earlier.hasAhead() ? earlier.forward() : null;
      if (text !== null) show(text);
      else redo(editor.state, editor.view.dispatch);
      return true;
    },
  };
}
