import { Extension } from "@tiptap/core";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

/** Images that are dropped or pasted are asked about before they are put in. */
export function imageDrop(ask: (question: { file: File }) => void) {
  const take = (view: EditorView, data: DataTransfer | null, at: number | null): boolean => {
    const file = imageIn(data);
    if (!file) return false;
    if (at !== null)
      view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at))));
    ask({ file });
    return true;
  };
  return Extension.create({
    name: "imageDrop",
    // Before the reading of other pastes: a picture copied from a page comes with HTML that names where it lies.
    priority: 200,
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          handleDrop(view, event) {
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? null;
            const taken = take(view, event.dataTransfer, at);
            if (taken) event.preventDefault();
            return taken;
          },
          handleDOMEvents: {
            paste(view, event) {
              // A passage copied from a word processor comes with a picture of itself; its text is meant.
              if (!view.editable || event.clipboardData?.types.includes("text/plain")) return false;
              const taken = take(view, event.clipboardData, null);
              if (taken) event.preventDefault();
              return taken;
            },
          },
        },
      }),
    ],
  });
}

function imageIn(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith("image/")) ?? null;
}
