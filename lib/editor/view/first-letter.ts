import { Plugin, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

/**
 * Writes the first letter of an empty block by itself. ProseMirror would let the browser write it and read where the
 * cursor is then; within some milliseconds after Enter or Tab, Chromium still says that it is before the letter, and all
 * that follows would come before it. Input methods, and whatever is no plain letter, stay with the browser.
 */
export function firstLetterPlugin(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        beforeinput(view, event) {
          const { data } = event;
          if (event.inputType !== "insertText" || event.isComposing || view.composing || !data) return false;
          if (!view.editable || !isInEmptyBlock(view)) return false;
          event.preventDefault();
          const { from, to } = view.state.selection;
          const typed = () => view.state.tr.insertText(data, from, to).scrollIntoView();
          const isHandled = view.someProp("handleTextInput", (handle) => handle(view, from, to, data, typed));
          if (!isHandled) view.dispatch(typed());
          return true;
        },
      },
    },
  });
}

/** Whether the cursor is in a block without text, for the editor and on the page. */
function isInEmptyBlock(view: EditorView): boolean {
  const { selection } = view.state;
  if (!(selection instanceof TextSelection) || !selection.$cursor) return false;
  const { $cursor } = selection;
  if ($cursor.depth === 0 || $cursor.parent.content.size > 0) return false;
  const block = view.nodeDOM($cursor.before());
  const focus = view.dom.ownerDocument.getSelection()?.focusNode ?? null;
  return block !== null && focus !== null && block.contains(focus);
}
