import type { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { outlineOf } from "./outline-of.ts";

/** Put the cursor into a heading of the visual editor, and the heading on top. */
export function goToHeading(editor: Editor, index: number, title: string): void {
  const { view } = editor;
  const { tr, doc } = view.state;
  // What is shown is a moment behind what is typed.
  const { headings } = outlineOf(doc);
  const there = headings[index];
  const heading = there?.title === title ? there : headings.find((each) => each.title === title);
  if (!heading) return;
  const { pos } = heading;
  view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(pos + 1))));
  // On a phone the keyboard on the screen stays away until the text is tapped.
  if (!window.matchMedia("(pointer: coarse)").matches) view.dom.focus({ preventScroll: true });
  const dom = view.nodeDOM(pos);
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: "start" });
}
