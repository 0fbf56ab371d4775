import type { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { outline } from "#lib/core/text/index.ts";
import type { OpenDocument } from "../document/index.ts";

/** Put the cursor into a section's heading and scroll it into view. */
export function showSection(editor: Editor, opened: OpenDocument | null, section: string | null): void {
  if (!opened || !section) return;
  const found = outline(opened.source).find((each) => each.id === section);
  if (!found) return;
  let pos = 0;
  for (const child of opened.origin.children) {
    if (child.end > found.heading.start) break;
    pos += child.node.nodeSize;
  }
  const { tr } = editor.state;
  editor.view.dispatch(
    tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(pos + 1, tr.doc.content.size)))),
  );
  const dom = editor.view.nodeDOM(pos);
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: "start" });
}
