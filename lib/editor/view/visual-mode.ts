import type { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import type { RefObject } from "react";
import { type OpenDocument, openDocument, writeDocument } from "../document/index.ts";
import { carried, offsetAt, positionAt } from "../place/index.ts";
import type { Mode, Place } from "./mode.ts";
import { receiveSource } from "./receive-source.ts";
import { versionsAfter } from "./steps.ts";
import { takeSource } from "./take-source.ts";
import { placesNow } from "./together/places-now.ts";
import { marksKey, visualMarks } from "./together/visual-marks.ts";
import type { Versions } from "./versions.ts";

/** How often a selection that the editor has not read yet is waited for. */
const patience = 3;

/** Whether the cursor was just put somewhere and the editor has not heard of it; a change now would put it back. */
function hasUnreadSelection(view: EditorView): boolean {
  const { selection } = view.state;
  const { anchorNode, anchorOffset } = view.dom.ownerDocument.getSelection() ?? {};
  if (!anchorNode || anchorOffset === undefined || !view.hasFocus() || !view.dom.contains(anchorNode))
    return false;
  return selection instanceof TextSelection && view.posAtDOM(anchorNode, anchorOffset) !== selection.anchor;
}

/** The visual editor as the chapter's editor knows it. `opened` is renewed when something is taken over. */
export function visualMode(
  editor: Editor,
  opened: RefObject<OpenDocument | null>,
  versions: Versions,
  ending: string,
  flush: () => void,
): Mode {
  const written = (now: OpenDocument): string => writeDocument(now, editor.state.doc);
  /** The document as its source reads now, where everything has a place. */
  const readNow = (now: OpenDocument): OpenDocument => {
    const source = written(now);
    return source === now.source ? now : openDocument(source, editor.schema);
  };
  /** Where the text begins on the screen: below the tools, which stay in sight. */
  const upperEdge = (): number => {
    const tools = editor.view.dom.closest(".ed-visual")?.querySelector(".ed-toolbar");
    return Math.max(0, tools?.getBoundingClientRect().bottom ?? 0);
  };
  let unread = 0;
  return {
    flush,
    take(steps, source) {
      if (!opened.current) return;
      let before = written(opened.current);
      for (const version of versionsAfter(before, steps, ending, source)) {
        versions.keep(editor.state.doc, before);
        opened.current = takeSource(editor, version);
        before = version;
      }
      versions.keep(editor.state.doc, before);
    },
    busy() {
      if (editor.view.composing) return true;
      // What the page's selection never becomes an editor's selection of (a picture, a field) is not waited for.
      unread = unread < patience && hasUnreadSelection(editor.view) ? unread + 1 : 0;
      return unread > 0;
    },
    receive(before, source) {
      if (!opened.current) return;
      opened.current = receiveSource(editor, opened.current, before, source);
      // Documents as they were would bring back the source without what others wrote.
      versions.forget();
    },
    selection(text) {
      const { anchor, head } = editor.state.selection;
      if (!opened.current) return { anchor: 0, head: 0 };
      const { offset } = placesNow(opened.current, editor.state.doc, text);
      return { anchor: offset(anchor), head: offset(head) };
    },
    mark(fellows, text) {
      if (!opened.current || editor.isDestroyed) return;
      if (!marksKey.getState(editor.state)) {
        if (fellows.length === 0) return;
        editor.registerPlugin(visualMarks());
      }
      const { position } = placesNow(opened.current, editor.state.doc, text);
      const marks = fellows.map((each) => ({
        ...each,
        anchor: position(each.anchor),
        head: position(each.head),
      }));
      editor.view.dispatch(editor.state.tr.setMeta(marksKey, marks).setMeta("addToHistory", false));
    },
    place() {
      if (!opened.current) return null;
      const { view } = editor;
      const now = readNow(opened.current);
      const offset = (pos: number): number => offsetAt(now, carried(editor.state.doc, now.doc, pos));
      const { anchor, head } = editor.state.selection;
      const edge = upperEdge();
      const cursor = view.coordsAtPos(head);
      const visible = cursor.top >= edge && cursor.bottom <= window.innerHeight;
      const box = view.dom.getBoundingClientRect();
      const first = view.posAtCoords({
        left: box.left + box.width / 2,
        top: Math.max(edge + 8, box.top + 8),
      });
      return {
        anchor: offset(anchor),
        head: offset(head),
        seen: offset(visible ? head : (first?.pos ?? head)),
        height: visible ? cursor.top - edge : 0,
      };
    },
    show({ anchor, head, seen, height }: Place, focus) {
      if (!opened.current) return;
      const { view } = editor;
      const now = readNow(opened.current);
      const { doc } = editor.state;
      const position = (at: number): number => carried(now.doc, doc, positionAt(now, at));
      const selection = TextSelection.between(doc.resolve(position(anchor)), doc.resolve(position(head)));
      if (!selection.eq(editor.state.selection)) view.dispatch(editor.state.tr.setSelection(selection));
      if (focus) view.dom.focus({ preventScroll: true });
      const target = position(seen);
      const scroll = (): void => {
        if (editor.isDestroyed) return;
        const limit = Math.max(0, Math.min(height, window.innerHeight * 0.7));
        window.scrollBy(0, view.coordsAtPos(target).top - upperEdge() - limit);
      };
      scroll();
      // Blocks that come near the screen take their true heights then, and move what is below them.
      requestAnimationFrame(() => requestAnimationFrame(scroll));
    },
  };
}
