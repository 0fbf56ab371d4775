import type { Editor } from "@tiptap/core";
import { Selection } from "@tiptap/pm/state";
import type { OpenDocument } from "../../document/index.ts";
import { sourceTaken } from "../take-source.ts";

/** Show an earlier or later text, outside of the editor's own history; the cursor goes to where it differs. */
export function rewindTo(editor: Editor, source: string): OpenDocument {
  const { opened, tr } = sourceTaken(editor.state, source);
  if (!tr.docChanged) return opened;
  // Changes are made from the last to the first: the last step is the first change.
  let from = 0;
  tr.steps[tr.steps.length - 1]?.getMap().forEach((_from, _to, start) => {
    from = start;
  });
  tr.setSelection(Selection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size))));
  editor.view.dispatch(tr.setMeta("addToHistory", false).setMeta("preventUpdate", true).scrollIntoView());
  return opened;
}
